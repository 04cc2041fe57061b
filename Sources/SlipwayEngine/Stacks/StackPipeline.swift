import Foundation
import SlipwayCompose
import SlipwayCore
import SlipwayHost
import SlipwayStore

/// The way of one deployment of a compose stack: its file, its images, then the stages.
struct StackPipeline: Sendable {
  let context: StageContext
  let stack: ComposeStack
  /// Writes down what was found out about the code.
  let note: @Sendable (Checkout) async throws -> Void

  private var snapshot: DeploymentSnapshot { context.snapshot }
  private var engine: Engine { context.engine }

  /// - Returns: the release that serves now; the row is still a candidate.
  /// - Throws: ``DeploymentFailure`` with evidence, everything undone.
  func run() async throws -> Release {
    let stages = StackStages(context: context, stack: stack)
    switch snapshot.deployment.kind {
    case .deploy, .rebuild, .reload:
      let arguments = try StackArguments(parsing: stack.settings.command)
      return try await stages.release(try await file(arguments), recreates: arguments.recreates)
    case .rollback:
      guard let target = snapshot.target, target.deployableID == stack.id else {
        throw SlipwayError.invalid("releaseId", "this release is no longer kept; choose another one")
      }
      return try await stages.release(try StackFile.read(target))
    }
  }

  /// Everything up to the file that will run; nothing of what runs is touched.
  private func file(_ arguments: StackArguments) async throws -> StackFile {
    try await context.steps.begin(.source)
    let folder = engine.folders.work(of: snapshot.deployment.id)
    try await context.workshop.files.remove(folder)
    try await context.workshop.files.makeDirectory(folder, mode: 0o700)
    let source = try await StackSource(context: context, stack: stack).fetch()
    if let commit = source.commit { try await note(commit) }
    let reading = StackReading(context: context, stack: stack, arguments: arguments)
    // What comes from a repository was seen by nobody before.
    let judged = try await reading.judge(source)
    let found = judged.found
    try ComposeDangers.refuse(judged.dangers, allowed: stack.settings.allowedDangers)
    guard let model = judged.model else {
      throw SlipwayError(.internal, "A file that was allowed to be read was not.")
    }
    let transform = StackTransform(engine: engine, stack: stack)
    let effective = try transform.effective(found.text, snapshot.domains)
    for addition in effective.additions { await context.log.line("Added \(addition.path): \(addition.reason)") }
    // What only pulls stays in the step of the source, as an application's image does.
    if model.services.values.contains(where: { $0["build"].map { $0 != .null } ?? false }) {
      try await context.steps.begin(.build)
    }
    var images = StackImages(context: context, checkout: found.checkout, folder: folder)
    images.isFresh = arguments.pulls
    images.ignoresCache = arguments.rebuilds
    let gathered = try await images.gather(model)
    let plan = plan(gathered)
    var file = try plan.file(of: try await reading.settle(model, found), effective: effective.text)
    file.additions = effective.additions
    for (name, source) in judged.sources { file.services[name]?.source = source }
    if stack.settings.isolatedDeployment {
      file.isolatedNetwork = transform.settings([]).isolatedNetwork
    }
    return file
  }

  private func plan(_ images: [String: StackPlan.Image]) -> StackPlan {
    let settings = stack.settings
    var plan = StackPlan(
      kind: settings.composeType, appName: stack.appName,
      proxyNetwork: Surroundings.network(instance: engine.configuration.instance),
      labels: StackLabels.values(instance: engine.configuration.instance, of: stack.deployable),
      domains: snapshot.domains.filter(\.isEnabled), images: images,
      suffix: settings.nameSuffix)
    plan.isPreview = settings.isPreview
    return plan
  }
}
