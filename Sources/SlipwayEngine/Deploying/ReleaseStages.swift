import Foundation
package import SlipwayCore
import SlipwayHost
import SlipwayStore

/// The last stages of every deployment: start the new version, prove it, point the domains at it; or leave all as it was.
package struct ReleaseStages: Sendable {
  private let context: StageContext
  private var snapshot: DeploymentSnapshot { context.snapshot }
  private var engine: Engine { context.engine }
  private var docker: DockerClient { context.machine.docker }

  package init(_ context: StageContext) { self.context = context }

  /// Puts a new image into service with the present settings.
  /// - Returns: the release that the domains point at now; the row is still a candidate.
  /// - Throws: ``DeploymentFailure`` with evidence; `CancellationError`. ``ReleaseUndo`` takes back what was begun.
  package func release(_ image: BuiltImage) async throws -> Release {
    try await guarded {
      let mounts = FileMounts(context.machine.folders)
      try await mounts.write(
        snapshot.mounts, appName: snapshot.application.appName, owners: snapshot.fileOwners,
        files: context.machine.files)
      let id = try await candidateID()
      let spec = try ServiceSpec(
        snapshot, image: image.identity,
        surroundings: Surroundings(
          instance: engine.configuration.instance, serviceName: serviceName, release: id,
          folders: context.machine.folders,
          hasVirtualAddresses: try await Surroundings.hasVirtualAddresses(context.machine.host)))
      return try await plan(id, spec, (image.reference, image.identity), auth: image.registryAuth)
    }
  }

  /// Puts the present image into service with the present settings.
  package func reload() async throws -> Release {
    guard let current = snapshot.current else {
      throw SlipwayError(.preconditionFailed, "There is nothing to reload yet; deploy the application first.")
    }
    return try await release(
      BuiltImage(
        reference: current.imageReference, identity: current.imageIdentity,
        registryAuth: ImageSource.auth(snapshot.application, snapshot.registry)))
  }

  /// Puts an earlier release into service as it was: its image, its environment, its mounts.
  package func rollback(to target: Release) async throws -> Release {
    guard target.deployableID == snapshot.application.id else { throw SlipwayError.notFound("Release") }
    return try await guarded {
      try await requireImage(of: target)
      let id = try await candidateID()
      let labels = ReleaseLabels(
        instance: engine.configuration.instance, deployment: snapshot.deployment, release: id)
      let spec = try ServiceSpec.read(target).bound(to: nil).renamed(serviceName, labels: labels)
      return try await plan(
        id, spec, (target.imageReference, target.imageIdentity),
        auth: ImageSource.auth(snapshot.application, snapshot.registry))
    }
  }

  /// Before anything is stopped for its volume: what was built here cannot be pulled again.
  private func requireImage(of target: Release) async throws {
    guard target.imageIdentity.hasPrefix("sha256:"), try await docker.inspectImage(target.imageIdentity) == nil
    else { return }
    throw SlipwayError(
      .preconditionFailed,
      "The image \(target.imageReference) is not on this server any more; deploy its commit again.")
  }

  private var serviceName: String {
    ReleaseName.service(appName: snapshot.application.appName, deployment: snapshot.deployment.id)
  }

  /// The same release again when an attempt before a crash has written one down.
  private func candidateID() async throws -> ID<Release> {
    let deployment = snapshot.deployment.id
    return try await engine.store.read { try $0.releases.byDeployment(deployment)?.id } ?? .random()
  }

  private func plan(
    _ id: ID<Release>, _ free: ServiceSpec, _ image: (reference: String, identity: String), auth: RegistryAuth?
  ) async throws -> ReleasePlan {
    let spec = try await NodeBinding(docker: docker).bind(free, log: context.log)
    let deployment = snapshot.deployment
    let release = Release(
      id: id, organizationID: deployment.organizationID, deployableID: deployment.deployableID,
      deploymentID: deployment.id, serviceName: spec.Name, imageReference: image.reference,
      imageIdentity: image.identity, spec: Secret(try spec.json()), createdAt: engine.now())
    try await engine.store.write { tx in
      guard try tx.releases.find(id) != nil else { return try tx.releases.insert(release) }
      try tx.releases.update(release)
      try tx.releases.setState(id, .candidate)
    }
    let previous = snapshot.application.isStopped ? nil : snapshot.current
    let order = snapshot.application.runtime.updateConfigSwarm?.Order
    return ReleasePlan(
      release: release, spec: spec, auth: auth, previous: previous,
      replacesFirst: try previous.map { try spec.excludes(ServiceSpec.read($0), order: order) } ?? false)
  }
}

extension ReleaseStages {
  /// Runs the stages; what is thrown on the way carries the evidence.
  private func guarded(_ prepare: () async throws -> ReleasePlan) async throws -> Release {
    var plan: ReleasePlan?
    do {
      try await context.steps.begin(.start)
      try await PreviewNetwork.ensure(snapshot, engine, docker)
      let made = try await prepare()
      plan = made
      try await ReleaseGuard(engine: engine, machine: context.machine, snapshot: snapshot).check(made.spec)
      try await removeFailed(except: made.release.id)
      try await ReleaseStart(docker: docker, log: context.log, output: ServiceOutput(engine, context.machine)).start(
        made)
      try await run(made)
      return made.release
    } catch {
      throw await failure(error, plan)
    }
  }

  /// What an earlier deployment began and nobody has undone yet could hold the same port or volume.
  private func removeFailed(except own: ID<Release>) async throws {
    let application = snapshot.application.id
    let failed = try await engine.store.read { tx in
      try tx.releases.names(of: application, in: [.candidate, .failed]).filter { $0.id != own }.map(\.serviceName)
    }
    guard !failed.isEmpty else { return }
    for service in try await docker.listServices(labels: ReleaseLabels.own(application, engine))
    where failed.contains(service.Spec.Name) {
      await context.log.line("Removing \(service.Spec.Name), which an earlier deployment has left.")
      try await ServiceRemoval(docker: docker, output: ServiceOutput(engine, context.machine)).remove(
        service.Spec.Name)
    }
  }

  private func run(_ plan: ReleasePlan) async throws {
    let times = ReleaseTimes(snapshot.settings, snapshot.application.runtime)
    let answers = releaseSwitch(plan, times)
    try await context.steps.begin(.verify)
    try await verify(plan, answers, times)
    try await context.steps.begin(.switch)
    try await answers.switchOver()
    if !answers.domains.isEmpty {
      await context.log.line("\(answers.domains.map(\.host).joined(separator: ", ")) answered by the new version.")
    }
  }

  /// Watches the tasks and asks the domains at the same time; the first that fails ends both.
  private func verify(_ plan: ReleasePlan, _ answers: ReleaseSwitch, _ times: ReleaseTimes) async throws {
    let isAnswered = Latch()
    try await withThrowingTaskGroup(of: Void.self) { group in
      let gate = HealthGate(
        docker: docker, service: plan.release.serviceName, wanted: plan.wanted, isFinal: plan.spec.endsForGood,
        times: times, log: context.log, isAwaited: { !isAnswered.isSet })
      group.addTask { try await gate.wait() }
      group.addTask {
        try await answers.verify()
        if try await login(to: plan)?.wait(within: times.start) == true {
          await context.log.line("A login with the database's credentials was accepted.")
        }
        isAnswered.set()
      }
      for try await _ in group {}
    }
  }

  /// - Returns: `nil` of what is no database, or is not to run.
  private func login(to plan: ReleasePlan) -> DatabaseLogin? {
    guard plan.wanted != .replicas(0) else { return nil }
    return snapshot.database.map {
      DatabaseLogin(docker: docker, database: $0, service: plan.release.serviceName)
    }
  }

  private func releaseSwitch(_ plan: ReleasePlan, _ times: ReleaseTimes) -> ReleaseSwitch {
    let routable = snapshot.domains.filter { $0.isEnabled && TrafficRoutes.isSafe($0) }
    let hasTasks = plan.wanted != .replicas(0)
    return ReleaseSwitch(
      routes: engine.routes,
      gate: RouteGate(
        configuration: engine.configuration, machine: context.machine, times: times, log: context.log,
        task: { [docker] _ in
          // Of a container on this node alone it can be seen which ports it listens on.
          let own = try await docker.info().Swarm?.NodeID
          let running = try await docker.listTasks(service: plan.release.serviceName).map(TaskFact.init)
            .filter { $0.state == .running }
          return running.first { $0.node == own } ?? running.first
        }),
      deployable: snapshot.application.id, target: RouteTarget(plan.release), domains: hasTasks ? routable : [],
      times: times)
  }

  /// - Returns: what to throw, with all that is known before anything of it is undone.
  private func failure(_ error: any Error, _ plan: ReleasePlan?) async -> any Error {
    if error is CancellationError || Task.isCancelled { return CancellationError() }
    if let error = error as? SlipwayError, error.code == .internal || error.code == .badRequest { return error }
    let step = await context.steps.current
    let evidence = await EvidenceCollector(docker: docker, snapshot: snapshot).collect(error, step: step, plan: plan)
    return DeploymentFailure(evidence, cause: error)
  }
}
