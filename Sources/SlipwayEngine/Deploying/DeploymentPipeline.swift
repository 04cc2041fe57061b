import SlipwayCore
import SlipwayHost
import SlipwayStore

/// The way of one deployment: each step gets what the step before it made.
struct DeploymentPipeline: Sendable {
  let engine: Engine
  let deployment: Deployment
  let log: DeploymentLog
  let steps: StepRecorder

  /// - Returns: the release that serves now; it is not yet written down as current.
  /// - Throws: ``DeploymentFailure`` with evidence when it cannot serve.
  func run() async throws -> Release {
    let context = try await context()
    if deployment.isCancelRequested { throw CancellationError() }
    // What is wrong with it is said although no machine answers.
    if context.snapshot.stack == nil, [.deploy, .rebuild].contains(deployment.kind) {
      _ = try Sources.source(for: context.snapshot)
      try Builders.check(context.snapshot)
    }
    try await PanelClaim(engine: engine, docker: context.machine.docker).check()
    if let obstacle = try await UnfinishedExchange.obstacle(deployment.deployableID, engine) {
      throw SlipwayError(.preconditionFailed, obstacle)
    }
    if let stack = context.snapshot.stack {
      return try await StackPipeline(context: context, stack: stack, note: { try await note($0) }).run()
    }
    let stages = ReleaseStages(context)
    switch deployment.kind {
    case .deploy, .rebuild:
      return try await stages.release(image(context))
    case .reload:
      return try await stages.reload()
    case .rollback:
      guard let target = context.snapshot.target else {
        throw SlipwayError.invalid("releaseId", "this release is no longer kept; choose another one")
      }
      return try await stages.rollback(to: target)
    }
  }

  func removeWorkFolder() async throws {
    try await engine.hosts.thisMachine().files.remove(engine.folders.work(of: deployment.id))
  }

  private func context() async throws -> StageContext {
    let host = try engine.hosts.thisMachine()
    let snapshot = try await DeploymentSnapshot.load(engine.store, deployment)
    for secret in snapshot.concealed { await log.conceal(secret) }
    let machine = try await engine.machine(of: deployment.deployableID)
    return StageContext(
      engine: engine, host: host, machine: machine, snapshot: snapshot, log: log, steps: steps)
  }

  private func image(_ found: StageContext) async throws -> BuiltImage {
    let source = try Sources.source(for: found.snapshot)
    let context = try await BuildPlace.reach(found)
    if let built = try await present(context) { return built }
    try await steps.begin(.source)
    try await makeWorkFolder(context.workshop)
    switch try await source.fetch(context) {
    case .image(let image):
      return image
    case .checkout(let checkout):
      try await note(checkout)
      try await PatchRun(context: context).apply(to: checkout)
      try await steps.begin(.build)
      return try await pushed(try await BuildRun(context: context, checkout: checkout).run(), context)
    }
  }

  /// The image that an attempt before a crash has built.
  private func present(_ context: StageContext) async throws -> BuiltImage? {
    guard context.snapshot.application.source.sourceType.needsBuild else { return nil }
    let tag = ImageTag.of(context.snapshot)
    if let image = try await ImageDelivery(context)?.arrived() {
      try await steps.begin(.build)
      await log.line("The image \(image.identity) was brought here before the interruption; it is used.")
      return image
    }
    guard let image = try await context.builder.docker.inspectImage(tag) else { return nil }
    try await steps.begin(.build)
    await log.line("The image \(tag) was built before the interruption; it is used.")
    return try await pushed(BuiltImage(reference: tag, identity: image.Id), context)
  }

  /// With a registry every node can pull the image; without one only this server has it.
  private func pushed(_ image: BuiltImage, _ context: StageContext) async throws -> BuiltImage {
    guard let registry = context.snapshot.registry else { return image }
    let pushed = try await RegistryPush(context: context, registry: registry).push(image)
    try await ImageDelivery(context)?.bring(pushed)
    return pushed
  }

  private func makeWorkFolder(_ host: any Host) async throws {
    let folder = engine.folders.work(of: deployment.id)
    try await host.files.remove(folder)
    try await host.files.makeDirectory(folder, mode: 0o700)
  }

  private func note(_ checkout: Checkout) async throws {
    guard let commit = checkout.commit else { return }
    let isUnnamed = deployment.title == DeploymentTitle.standard(of: deployment.kind)
    let title = isUnnamed ? DeploymentTitle.ofCommit(message: checkout.message) : nil
    let description = deployment.description.isEmpty ? "Commit: \(commit)" : deployment.description
    let (id, name) = (deployment.id, await log.redacted(title ?? deployment.title))
    let (deployment, now) = (deployment, engine.now())
    try await engine.store.write {
      try $0.deployments.setCommit(id, commit: commit, title: name, description: description)
      try CommitReportJob.enqueue($0, deployment, now: now)
    }
    engine.bus.publish(.deploymentChanged(id, deployment.deployableID, deployment.organizationID))
  }
}
