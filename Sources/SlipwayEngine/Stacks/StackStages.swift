import Foundation
import SlipwayCompose
import SlipwayCore
import SlipwayHost
import SlipwayStore

/// The last stages of a stack's deployment: start the new file, prove every service and every domain, point the domains
/// at it.
struct StackStages: Sendable {
  let context: StageContext
  let stack: ComposeStack

  private var snapshot: DeploymentSnapshot { context.snapshot }
  private var engine: Engine { context.engine }

  /// - Parameter recreates: whether containers that did not change are made anew, too, this once.
  /// - Returns: the release that the domains point at now; the row is still a candidate.
  /// - Throws: ``DeploymentFailure`` with evidence; `CancellationError`. ``StackUndo`` takes back what was begun.
  func release(_ file: StackFile, recreates: Bool = false) async throws -> Release {
    do {
      try await context.steps.begin(.start)
      let place = try StackPlace(engine, context.machine, stack.id, appName: stack.appName)
      try await StackGuard(engine: engine, host: context.machine.host, stack: stack).check(file)
      let release = try await candidate(file)
      try await place.write(snapshot.mounts)
      try await leaveOtherKind(file, place)
      try await run(file, release, place, recreates: recreates)
      return release
    } catch {
      throw await failure(error, file)
    }
  }

  private func run(_ file: StackFile, _ release: Release, _ place: StackPlace, recreates: Bool) async throws {
    let runner = place.runner(file.kind)
    let wishes = stack.settings.services
    let before = try await runner.containers()
    let restarts = Dictionary(before.map { ($0.id, $0.restarts) }, uniquingKeysWith: { first, _ in first })
    let look = StackLook(wishes: wishes, restarts: restarts, began: engine.now())
    await announce(file, before, recreates: recreates)
    try await place.start(file, wishes, recreates: recreates, log: context.log)
    let times = ReleaseTimes(snapshot.settings, RuntimeSettings())
    let answers = releaseSwitch(file, release, runner, times)
    try await context.steps.begin(.verify)
    try await verify(StackGate(runner: runner, file: file, look: look, times: times, log: context.log), answers)
    try await context.steps.begin(.switch)
    try await answers.switchOver()
    try await StackGuard(engine: engine, host: context.machine.host, stack: stack).leavePorts(besides: file)
    if !answers.domains.isEmpty {
      await context.log.line("\(answers.domains.map(\.host).joined(separator: ", ")) answered by the new version.")
    }
  }

  /// Says beforehand which services change, and which of them not without a pause.
  private func announce(_ file: StackFile, _ before: [StackContainer], recreates: Bool) async {
    let running = Set(before.filter(\.isRunning).map(\.key))
    let current = snapshot.current.flatMap { try? StackFile.read($0) }
    let unchanged = recreates ? [] : StackDifference.unchanged(from: current, to: file)
    let kept = unchanged.filter { name in file.services[name].map { running.contains($0.key) } ?? false }.sorted()
    if !kept.isEmpty { await context.log.line("Left alone, for nothing changed: \(kept.joined(separator: ", ")).") }
    for (name, service) in file.services.sorted(by: { $0.key < $1.key })
    where service.hasDomain && !kept.contains(name) {
      if let obstacle = service.obstacle {
        await context.log.line("\(name) stops before its new version starts: \(obstacle).")
      } else {
        await context.log.line("\(name) starts beside the version that serves now.")
      }
    }
  }

  /// Watches the services and asks the domains at the same time; the first that fails ends both.
  private func verify(_ gate: StackGate, _ answers: ReleaseSwitch) async throws {
    let isAnswered = Latch()
    var gate = gate
    gate.isAwaited = { !isAnswered.isSet }
    let watched = gate
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await watched.wait() }
      group.addTask {
        try await answers.verify()
        isAnswered.set()
      }
      for try await _ in group {}
    }
  }

  private func releaseSwitch(
    _ file: StackFile, _ release: Release, _ runner: any StackRunner, _ times: ReleaseTimes
  ) -> ReleaseSwitch {
    let wishes = stack.settings.services
    let routable = snapshot.domains.filter { domain in
      guard domain.isEnabled, TrafficRoutes.isSafe(domain), let name = domain.serviceName else { return false }
      return file.wanted(name, wishes) > 0
    }
    return ReleaseSwitch(
      routes: engine.routes,
      gate: RouteGate(
        configuration: engine.configuration, machine: context.machine, times: times, log: context.log,
        task: { domain in
          let key = domain.serviceName.flatMap { file.services[$0]?.key }
          return try await runner.containers().first { $0.key == key && $0.isRunning }.map(TaskFact.init)
        }),
      deployable: stack.id, target: RouteTarget(release), domains: routable, times: times)
  }

  /// The same release again when an attempt before a crash has written one down.
  private func candidate(_ file: StackFile) async throws -> Release {
    let deployment = snapshot.deployment
    let sealed = try file.sealable()
    // Going back, the images are those of then.
    let images = snapshot.target?.imageReference ?? ImageTag.of(deployment.id, appName: stack.appName)
    let commit = snapshot.deployment.commit
    return try await engine.store.write { [now = engine.now(), stack] tx in
      let id = try tx.releases.byDeployment(deployment.id)?.id ?? .random()
      var release = Release(
        id: id, organizationID: deployment.organizationID, deployableID: deployment.deployableID,
        deploymentID: deployment.id,
        serviceName: ReleaseName.service(appName: stack.appName, deployment: deployment.id),
        imageReference: images, imageIdentity: commit ?? "",
        spec: sealed, createdAt: now)
      release.addresses = file.addresses
      if try tx.releases.find(id) == nil {
        try tx.releases.insert(release)
      } else {
        try tx.releases.update(release)
        try tx.releases.setState(id, .candidate)
      }
      return release
    }
  }
}

extension StackStages {
  /// Both types would want the same networks and volumes.
  private func leaveOtherKind(_ file: StackFile, _ place: StackPlace) async throws {
    guard let current = snapshot.current, try StackFile.read(current).kind != file.kind else { return }
    await context.log.line("Stopping what runs first: the stack changes its type.")
    try await StackControl(place).removeContainers(of: try StackFile.read(current).kind)
  }

  /// - Returns: what to throw, with all that is known before anything of it is undone.
  private func failure(_ error: any Error, _ file: StackFile) async -> any Error {
    if error is CancellationError || Task.isCancelled { return CancellationError() }
    if let error = error as? SlipwayError, error.code == .internal || error.code == .badRequest { return error }
    let step = await context.steps.current
    let collector = StackEvidence(engine: engine, snapshot: snapshot, stack: stack)
    return DeploymentFailure(await collector.collect(error, step, file), cause: error)
  }
}
