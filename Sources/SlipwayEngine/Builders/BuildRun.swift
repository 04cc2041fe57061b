import SlipwayCore
import SlipwayDetection
import SlipwayHost

/// One build: writes what the plan says, runs the command line under the governor and pins the image that
/// came out.
struct BuildRun: Sendable {
  static let deadline = Duration.seconds(3600)
  /// What follows the name of what `pack` made, and of an image that only its files are taken from.
  private static let packed = ".packed"
  private static let whole = ".whole"
  let context: StageContext
  let checkout: Checkout

  /// - Throws: ``DeploymentFailure`` with the last lines of the build.
  func run() async throws -> BuiltImage {
    let tag = ImageTag.of(context.snapshot)
    var notes = BuildNotes(context: context)
    do {
      let image = try await run(tag, &notes)
      try await notes.keep(image)
      return image
    } catch {
      // What is known of a build that failed helps, too.
      try? await uncancelled { [notes] in try await notes.keep(nil) }
      throw error
    }
  }

  private func run(_ tag: String, _ notes: inout BuildNotes) async throws -> BuiltImage {
    let plan = try await prepared(tag, &notes)
    let reuse = BuildReuse(context: context, key: try await BuildKey.of(plan, checkout, context))
    let (present, reason) = try await reuse.find(tag)
    notes.report.reason = reason
    await context.log.line(reason)
    if let present {
      notes.report.isReused = true
      return present
    }
    try await notes.measuring { try await make(plan, tag, $0) }
    guard let image = try await context.builder.docker.inspectImage(tag) else {
      throw failure("The build ended well, but the engine does not know the image \(tag).", [])
    }
    await context.log.line("Built \(tag) (\(image.Id.prefix(19)))")
    let built = BuiltImage(reference: tag, identity: image.Id)
    // Base images that were fetched meanwhile have an identity now.
    let key = reuse.key.isComplete ? reuse.key : try await BuildKey.of(plan, checkout, context)
    try await BuildReuse(context: context, key: key).keep(built)
    return built
  }

  /// Everything before the build itself: what is written, what a tool prepares, and whether all of it may be used.
  private func prepared(_ tag: String, _ notes: inout BuildNotes) async throws -> BuildPlan {
    let snapshot = context.snapshot
    let builder = try Builders.builder(for: snapshot.application.build.buildType)
    let folder = context.engine.folders.work(of: snapshot.deployment.id)
    var input = BuildInput(snapshot: snapshot, checkout: checkout, workFolder: folder)
    let guardian = CheckoutGuard(host: context.workshop, root: checkout.directory)
    if builder.asksTheCode {
      try await guardian.check([("buildPath", input.path(checkout.buildPath))])
      if snapshot.application.build.ejectedDockerfile == nil { try await detect(&input, &notes) }
    }
    var plan = try builder.plan(input)
    try await guardian.check(plan.guarded)
    try BuildArgument.check(plan.arguments)
    for file in plan.files { try await write(file) }
    if let tool = plan.tool {
      try ToolTrust.check(snapshot.preview)
      try await guardian.checkLinks()
      let step = ToolStep(context: context, run: tool, workFolder: folder)
      plan = try await step.prepare(plan, tag: tag)
      if case .pack = tool.work { try await label(tag, plan, step) }
    }
    try await BuildPlaces(context: context).check(plan)
    try await ForeignImages(context: context).check(plan)
    return plan
  }

  private func detect(_ input: inout BuildInput, _ notes: inout BuildNotes) async throws {
    let request = DetectionRequest(
      settings: input.settings, server: context.snapshot.settings, folder: input.path(checkout.buildPath))
    let (plan, ignored) = try await request.run()
    for line in plan.lines { await context.log.line(line) }
    notes.report.found = plan.lines
    notes.report.dockerfile = plan.dockerfile
    (input.detected, input.ignored) = (plan, ignored)
  }

  /// What `pack` makes has none of our labels: an empty layer of ours has.
  private func label(_ tag: String, _ plan: BuildPlan, _ step: ToolStep) async throws {
    try await ForeignImages(context: context).judge(step.images, EnvironmentVariables([]))
    try await context.workshop.files.makeDirectory(plan.context, mode: 0o700)
    try await context.workshop.files.write("FROM \(tag)\(Self.packed)\n", to: plan.dockerfile)
  }

  /// The build itself.
  private func make(_ plan: BuildPlan, _ tag: String, _ progress: BuildMeter) async throws {
    let snapshot = context.snapshot
    let folder = context.engine.folders.work(of: snapshot.deployment.id)
    let docker = try await context.engine.dockerCommands.command(on: context.workshop, context.engine.configuration)
      .reaching(context.builder)
    var request = BuildRequest(
      tag: tag, ignoresCache: snapshot.application.build.cleanCache,
      labels: ReleaseLabels.image(of: snapshot.deployment, instance: context.engine.configuration.instance),
      deadline: Self.deadline)
    let secrets = try await secretFiles(plan, folder)
    try await BuildLogins(registries: snapshot.registries).during(context) { logins in
      request.logins = logins
      // What comes before the last step has a name of its own: under the deployment's name there is only what it releases.
      var step = request
      if let tool = plan.tool {
        step.tag = tag + Self.packed
        try await ToolStep(context: context, run: tool, workFolder: folder).build(docker: docker, request: step)
      }
      if plan.tool?.work == .railpack, !docker.usesBuildx {
        throw SlipwayError(
          .preconditionFailed, "railpack needs the docker buildx plugin; install docker-buildx-plugin on this server."
        )
      }
      step.tag = plan.published == nil ? tag : tag + Self.whole
      try await build(docker.build(plan, request: step, secretFiles: secrets), progress)
      if let published = plan.published {
        let files = try await serving(published, step.tag, folder)
        try await build(docker.build(files, request: request, secretFiles: []), progress)
      }
      for name in [Self.packed, Self.whole] { try await forget(tag + name) }
    }
  }

  /// Takes the name of a step away; pruning does the same for one that a crash left.
  private func forget(_ tag: String) async throws {
    guard try await context.builder.docker.inspectImage(tag) != nil else { return }
    do {
      try await context.builder.docker.removeImage(tag)
    } catch let error as SlipwayError where error.code == .conflict || error.code == .notFound {
      // It is part of what came out.
    }
  }

  /// The files of what was built, and nothing else of it.
  private func serving(_ published: PublishedFolder, _ tag: String, _ folder: String) async throws -> BuildPlan {
    let plan = BuildPlan(dockerfile: folder + "/published.Dockerfile", context: folder + "/empty")
    let text = published.dockerfile(
      of: tag,
      settings: DetectionRequest.all(context.snapshot))
    try await context.workshop.files.makeDirectory(plan.context, mode: 0o700)
    try await context.workshop.files.write(text, to: plan.dockerfile)
    // Its base is a setting of the application's.
    try await BuildPlaces(context: context).check(plan)
    try await ForeignImages(context: context).check(plan)
    return plan
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

  private func build(_ command: Command, _ meter: BuildMeter) async throws {
    await context.log.line("Building: \(DockerCommand.shown(command))")
    let watch = BuildWatch(context: context, meter: meter, own: ImageTag.of(context.snapshot) + Self.packed)
    let result = try await BuildMemory.governed(context) { try await watch.run(command) }
    guard result.isSuccess else {
      // Where the way to a server broke, that is the reason, whatever the command line makes of it.
      if context.builder.server != nil { try await context.builder.docker.ping() }
      throw failure(Self.summary(of: result), result.lines, exitCode: Int(result.status))
    }
  }

  private func failure(_ summary: String, _ lines: [String], exitCode: Int? = nil) -> DeploymentFailure {
    let full = FullDiskAdvice.of(lines, on: context.builder.host.name)
    let isKilled = lines.contains { $0.contains("exit code: 137") }
    let memory =
      "A step of the build was killed. It may have needed more memory than a build may have: raise the ceiling "
      + "in the server's settings, or let the build use less."
    return DeploymentFailure(
      Evidence(
        step: .build, summary: summary, advice: full ?? (isKilled ? memory : "The log shows the step that failed."),
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
