import SlipwayCompose
import SlipwayCore
import SlipwayHost

/// Brings every image of a stack here – built, pulled or found – and keeps it by a tag of the deployment, so that a
/// release runs the same bytes for as long as it may be gone back to.
struct StackImages: Sendable {
  let context: StageContext
  /// The root of the source code.
  let checkout: String
  let folder: String
  var ignoresCache = false
  /// Asks the registry also for what is here.
  var isFresh = false

  private var docker: DockerClient { context.machine.docker }

  /// - Returns: by service.
  /// - Throws: ``DeploymentFailure``; ``SlipwayError`` `badRequest` naming what the file says.
  func gather(_ model: StackModel) async throws -> [String: StackPlan.Image] {
    var images: [String: StackPlan.Image] = [:]
    for (name, service) in model.services.sorted(by: { $0.key < $1.key }) {
      let tag = Self.tag(
        of: context.snapshot.deployment.id, service: name, appName: context.snapshot.application.appName)
      if let image = try await docker.inspectImage(tag) {
        images[name] = StackPlan.Image(identity: image.Id, reference: tag)
      } else if let build = service["build"], build != .null {
        images[name] = StackPlan.Image(identity: try await self.build(build, name, tag), reference: tag)
      } else {
        images[name] = StackPlan.Image(identity: try await pull(service, name, tag), reference: tag)
      }
    }
    return images
  }

  /// One for each service of each deployment; ``ImagePruning`` knows them by their beginning.
  static func tag(of deployment: ID<Deployment>, service: String, appName: String) -> String {
    let plain = service.map { $0.isASCII && ($0.isLetter || $0.isNumber || "_.-".contains($0)) ? $0 : "_" }
    return "\(ImageTag.of(deployment, appName: appName)).\(String(plain).prefix(90))"
  }

  private func build(_ build: JSONValue, _ name: String, _ tag: String) async throws -> String {
    let plan = try await plan(build, name)
    try await CheckoutGuard(host: context.workshop, root: checkout).check(plan.guarded)
    try BuildArgument.check(plan.arguments)
    for file in plan.files {
      try await context.workshop.files.write(file.content.reveal(), to: file.path, mode: file.mode)
    }
    try await BuildPlaces(context: context).check(plan)
    try await ForeignImages(context: context).check(plan)
    let command = try await context.engine.dockerCommands.command(on: context.workshop, context.engine.configuration)
      .reaching(context.machine)
    var request = BuildRequest(
      tag: tag, ignoresCache: ignoresCache || (build["no_cache"]?.isTrue ?? false),
      labels: StackLabels.values(
        instance: context.engine.configuration.instance, of: context.snapshot.application.deployable),
      deadline: BuildRun.deadline)
    await context.log.line("Building \(name)")
    let governor = BuildGovernor(settings: context.snapshot.settings)
    let result = try await BuildLogins(registries: context.snapshot.registries).during(context) { logins in
      request.logins = logins
      let words = command.build(plan, request: request, secretFiles: [])
      return try await governor.during { try await BuildWatch(context: context).run(words) }
    }
    guard result.isSuccess, let image = try await docker.inspectImage(tag) else {
      throw failure(
        .build, "The service '\(name)': \(BuildRun.summary(of: result))",
        FullDiskAdvice.of(result.lines, on: context.machine.host.name) ?? "The log shows the step that failed.",
        result.lines)
    }
    return image.Id
  }

  private func plan(_ build: JSONValue, _ name: String) async throws -> BuildPlan {
    let field = "services.\(name).build"
    let known: Set = [
      "context", "dockerfile", "dockerfile_inline", "args", "target", "no_cache", "labels", "tags", "pull",
    ]
    let unknown = build.members.filter { $0.value != .null && !known.contains($0.key) }.keys.sorted()
    guard unknown.isEmpty else {
      throw SlipwayError.invalid(field, "'\(unknown.joined(separator: "', '"))' is not supported; leave it out")
    }
    guard let root = build["context"]?.stringValue, root == checkout || root.hasPrefix(checkout + "/") else {
      throw SlipwayError.invalid(field, "the context must be a folder of the source code")
    }
    let typed = build["dockerfile"]?.stringValue ?? "Dockerfile"
    var file = typed.hasPrefix("/") ? typed : root + "/" + typed
    var plan = BuildPlan(dockerfile: file, context: root, target: build["target"]?.stringValue)
    plan.guarded = [(field, root)]
    if let inline = build["dockerfile_inline"]?.stringValue {
      file = "\(folder)/Dockerfile.\(context.snapshot.deployment.id)"
      plan.dockerfile = file
      plan.files = [BuildFile(path: file, content: Secret(inline))]
    } else {
      plan.guarded.append((field, file))
    }
    plan.arguments = EnvironmentVariables(
      (build["args"]?.members ?? [:]).sorted { $0.key < $1.key }.compactMap { key, value in
        value.stringValue.map { EnvironmentVariables.Variable(name: key, value: $0) }
      })
    return plan
  }

  private func pull(_ service: JSONValue, _ name: String, _ tag: String) async throws -> String {
    let image = try await StackImagePull(context: context, service: name, isFresh: isFresh).bring(service)
    try await docker.tagImage(
      image.name, repository: String(tag.prefix { $0 != ":" }), tag: String(tag.drop { $0 != ":" }.dropFirst()))
    return image.identity
  }

  private func failure(_ step: DeploymentStep, _ summary: String, _ advice: String, _ lines: [String])
    -> DeploymentFailure
  {
    DeploymentFailure(
      Evidence(
        step: step, summary: summary, advice: advice, dockerMessage: BuildRun.message(in: lines), containerLog: lines,
        isPreviousServing: context.snapshot.isPreviousServing))
  }
}
