import SlipwayCore
import SlipwayHost

/// One build: writes what the plan says, runs the command line under the governor and pins the image that
/// came out.
struct BuildRun: Sendable {
  static let deadline = Duration.seconds(3600)
  let context: StageContext
  let checkout: Checkout

  /// - Throws: ``DeploymentFailure`` with the last lines of the build.
  func run() async throws -> BuiltImage {
    let snapshot = context.snapshot
    let folder = context.engine.folders.work(of: snapshot.deployment.id)
    let builder = try Builders.builder(for: snapshot.application.build.buildType)
    let plan = try builder.plan(BuildInput(snapshot: snapshot, checkout: checkout, workFolder: folder))
    try await CheckoutGuard(host: context.workshop, root: checkout.directory).check(plan.guarded)
    try BuildArgument.check(plan.arguments)
    for file in plan.files { try await write(file) }
    try await BuildPlaces(context: context).check(plan)
    try await ForeignImages(context: context).check(plan)
    let docker = try await context.engine.dockerCommands.command(on: context.workshop, context.engine.configuration)
      .reaching(context.builder)
    let tag = ImageTag.of(snapshot)
    var request = BuildRequest(
      tag: tag, ignoresCache: snapshot.application.build.cleanCache,
      labels: ReleaseLabels.image(of: snapshot.deployment, instance: context.engine.configuration.instance),
      deadline: Self.deadline)
    let secrets = try await secretFiles(plan, folder)
    try await BuildLogins(registries: snapshot.registries).during(context) { logins in
      request.logins = logins
      try await build(docker.build(plan, request: request, secretFiles: secrets))
    }
    guard let image = try await context.builder.docker.inspectImage(tag) else {
      throw failure("The build ended well, but the engine does not know the image \(tag).", [])
    }
    await context.log.line("Built \(tag) (\(image.Id.prefix(19)))")
    return BuiltImage(reference: tag, identity: image.Id)
  }

  /// - Throws: ``SlipwayError`` `badRequest` where the code has a folder of the file's name: nothing of ours is at fault.
  private func write(_ file: BuildFile) async throws {
    do {
      try await context.workshop.files.write(file.content.reveal(), to: file.path, mode: file.mode)
    } catch let error as SlipwayError where error.code == .internal && file.path.hasPrefix(checkout.directory + "/") {
      let name = file.path.dropFirst(checkout.directory.count + 1)
      throw SlipwayError(
        .badRequest,
        "createEnvFile: the file '\(name)' cannot be written into the code; is there a folder of that name?",
        details: ["createEnvFile": "'\(name)' cannot be written into the code"], cause: error)
    }
  }

  private func secretFiles(_ plan: BuildPlan, _ folder: String) async throws -> [(name: String, path: String)] {
    guard !plan.secrets.variables.isEmpty else { return [] }
    try await context.workshop.files.makeDirectory(folder + "/secrets", mode: 0o700)
    var files: [(name: String, path: String)] = []
    for (index, secret) in plan.secrets.variables.enumerated() {
      let path = "\(folder)/secrets/\(index)"
      try await context.workshop.files.write(secret.value, to: path, mode: 0o600)
      files.append((secret.name, path))
    }
    return files
  }

  private func build(_ command: Command) async throws {
    await context.log.line("Building: \(DockerCommand.shown(command))")
    let result = try await governed { try await BuildWatch(context: context).run(command) }
    guard result.isSuccess else {
      // Where the way to a server broke, that is the reason, whatever the command line makes of it.
      if context.builder.server != nil { try await context.builder.docker.ping() }
      throw failure(Self.summary(of: result), result.lines, exitCode: Int(result.status))
    }
  }

  /// The ceiling is held by this machine's kernel; on a server its own Docker Engine says what builds may use.
  private func governed(_ body: @escaping @Sendable () async throws -> CommandResult) async throws -> CommandResult {
    guard context.builder.server == nil else { return try await body() }
    return try await BuildGovernor(settings: context.snapshot.settings).during(body)
  }

  private func failure(_ summary: String, _ lines: [String], exitCode: Int? = nil) -> DeploymentFailure {
    let isKilled = lines.contains { $0.contains("exit code: 137") }
    let memory =
      "A step of the build was killed. It may have needed more memory than a build may have: raise the ceiling "
      + "in the server's settings, or let the build use less."
    return DeploymentFailure(
      Evidence(
        step: .build, summary: summary, advice: isKilled ? memory : "The log shows the step that failed.",
        exitCode: exitCode, isOutOfMemory: isKilled, dockerMessage: Self.message(in: lines), containerLog: lines,
        isPreviousServing: context.snapshot.isPreviousServing))
  }

  static func summary(of result: CommandResult) -> String {
    guard let message = message(in: result.lines) else {
      return "The image could not be built: docker build ended with \(result.status)."
    }
    return "The image could not be built: \(message)"
  }

  /// BuildKit's own last word.
  static func message(in lines: [String]) -> String? {
    let marks = ["failed to solve", "ERROR:", "error:", "Error response", "executor failed"]
    let line =
      lines.last { line in marks.contains { line.contains($0) } } ?? lines.last { !$0.trimmingSpaces().isEmpty }
    return line.map { String($0.trimmingSpaces().prefix(500)) }
  }
}
