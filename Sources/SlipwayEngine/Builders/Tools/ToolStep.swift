import Foundation
import SlipwayCore
import SlipwayDetection
import SlipwayHost
import SlipwayStore

/// Runs a builder's program: for those that prepare a build, what it wrote becomes the plan.
struct ToolStep: Sendable {
  let context: StageContext
  let run: ToolRun
  let workFolder: String

  /// - Returns: the plan with what the program adds to it; what a Dockerfile names may be looked at then.
  /// - Throws: ``DeploymentFailure`` with the program's last lines.
  func prepare(_ plan: BuildPlan, tag: String) async throws -> BuildPlan {
    switch run.work {
    case .nixpacks: try await nixpacks(plan, tag)
    case .railpack: try await railpack(plan)
    case .pack: plan
    }
  }

  /// Makes the image, of a program that does so itself.
  func build(docker: DockerCommand, request: BuildRequest) async throws {
    guard case .pack(let builder) = run.work else { return }
    let path = try await ToolInstall(context.engine).required(run.tool, version: run.version)
    let variables = context.snapshot.variables.variables
    let lines = variables.filter { !$0.value.contains(where: \.isNewline) }
    let others = try ToolVariables(EnvironmentVariables(variables.filter { $0.value.contains(where: \.isNewline) }))
    let file = workFolder + "/pack.env"
    let text = lines.map { "\($0.name)=\($0.value)\n" }.joined()
    try await context.workshop.files.write(text, to: file, mode: 0o600)
    var asked = PackRequest(
      tag: request.tag, folder: run.folder, builder: builder, appName: context.snapshot.application.appName,
      variablesFile: file, dockerHost: context.builder.server == nil ? "inherit" : "unix:///var/run/docker.sock")
    asked.variables = others.words.filter { !$0.contains("=") }
    asked.ignoresCache = request.ignoresCache
    let descriptor = workFolder + "/project.toml"
    try await context.workshop.files.write("[_]\nschema-version = \"0.2\"\n", to: descriptor)
    asked.descriptor = descriptor
    var environment = others.environment
    environment["DOCKER_HOST"] = Secret(docker.dockerHost)
    environment["PACK_HOME"] = Secret(workFolder + "/pack")
    if let logins = request.logins { environment["DOCKER_CONFIG"] = Secret(logins) }
    try await perform(path, ToolWords.pack(asked), environment, within: request.deadline)
  }

  /// Where what buildpacks' builder brings is judged as every image is.
  var images: Set<String> {
    if case .pack(let builder) = run.work { [builder] } else { [] }
  }

  private func nixpacks(_ plan: BuildPlan, _ tag: String) async throws -> BuildPlan {
    let path = try await ToolInstall(context.engine).required(run.tool, version: run.version)
    let variables = try ToolVariables(context.snapshot.variables)
    // What the code calls so would be taken for nixpacks' own.
    try await context.workshop.files.remove(run.folder + "/.nixpacks")
    let words = ToolWords.nixpacks(
      folder: run.folder, tag: tag, variables: variables.words,
      ignoresCache: context.snapshot.application.build.cleanCache, isPublished: plan.published != nil)
    try await perform(path, words, variables.environment)
    // It holds all values, and would become part of the image.
    try await context.workshop.files.remove(run.folder + "/.nixpacks/build.sh")
    var plan = plan
    plan.arguments = try await arguments(path, variables)
    return plan
  }

  /// The plan says what else the Dockerfile takes, such as `NODE_ENV`.
  private func arguments(_ path: String, _ variables: ToolVariables) async throws -> EnvironmentVariables {
    let gathered = Gathered()
    var command = Command([path] + ToolWords.nixpacksPlan(folder: run.folder, variables: variables.words))
    command.environment = variables.environment
    command.deadline = .seconds(120)
    // With its values: not a line of it is shown.
    let result = try await context.workshop.run(command) { await gathered.add($0) }
    let text = await gathered.text
    let start = text.firstIndex(of: "{") ?? text.startIndex
    guard result.isSuccess, let plan = try? JSONDecoder().decode(JSONValue.self, from: Data(text[start...].utf8))
    else {
      throw failure("nixpacks did not say its plan (it ended with \(result.status)).", [])
    }
    let found = (plan["variables"]?.members ?? [:]).sorted { $0.key < $1.key }
    return EnvironmentVariables(
      found.compactMap { name, value in value.stringValue.map { .init(name: name, value: $0) } })
  }

  private func railpack(_ plan: BuildPlan) async throws -> BuildPlan {
    let path = try await ToolInstall(context.engine).required(run.tool, version: run.version)
    let variables = try ToolVariables(context.snapshot.variables)
    let words = ToolWords.railpack(
      folder: run.folder, plan: plan.dockerfile, info: workFolder + "/railpack-info.json", variables: variables.words)
    try await perform(path, words, variables.environment)
    var plan = plan
    let digests = context.snapshot.variables.variables.map { "\($0.name)=\($0.value)" }.sorted().joined(
      separator: "\n")
    plan.arguments = EnvironmentVariables([
      .init(name: "BUILDKIT_SYNTAX", value: ToolWords.railpackFrontend(version: run.version)),
      // What a secret is does not count for BuildKit's cache; that it is another one has to.
      .init(name: "secrets-hash", value: try await context.engine.store.read { $0.builtImages.seal(digests) }),
    ])
    return plan
  }

  private func perform(
    _ path: String, _ words: [String], _ environment: [String: Secret], within deadline: Duration = .seconds(600)
  ) async throws {
    var command = Command([path] + words)
    command.environment = environment
    command.deadline = deadline
    command.isLowPriority = true
    await context.log.line("Running \(run.tool.rawValue) \(run.version): \(Self.shown(command))")
    let ready = command
    let result = try await BuildMemory.governed(context) {
      try await context.workshop.run(ready, output: context.log.output)
    }
    guard result.isSuccess else {
      throw failure("\(run.tool.rawValue) ended with \(result.status).", result.lines, exitCode: Int(result.status))
    }
  }

  /// Without the values of variables.
  private static func shown(_ command: Command) -> String {
    var command = command
    for index in command.words.indices.dropFirst() where command.words[index - 1] == .plain("--env") {
      guard case .plain(let text) = command.words[index], let equals = text.firstIndex(of: "=") else { continue }
      command.words[index] = .plain(text[...equals] + "…")
    }
    return "\(command)"
  }

  private func failure(_ summary: String, _ lines: [String], exitCode: Int? = nil) -> DeploymentFailure {
    DeploymentFailure(
      Evidence(
        step: .build, summary: "The image could not be built: \(summary)", advice: "The log shows what it said.",
        exitCode: exitCode, containerLog: lines, isPreviousServing: context.snapshot.isPreviousServing))
  }
}

/// Lines that are read as one text.
private actor Gathered {
  private var lines: [String] = []
  private var size = 0

  func add(_ line: String) {
    size += line.utf8.count
    if size < 4 << 20 { lines.append(line) }
  }

  var text: String { lines.joined(separator: "\n") }
}
