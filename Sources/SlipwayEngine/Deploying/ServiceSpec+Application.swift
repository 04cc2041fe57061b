import SlipwayCore
package import SlipwayHost

extension ServiceSpec {
  /// Everything that Swarm is told of one release of an application; the same inputs give the same bytes.
  /// - Parameter image: `sha256:…` or `name@sha256:…`, which nothing can move.
  /// - Throws: ``SlipwayError`` `badRequest` naming the setting that cannot be understood.
  package init(_ snapshot: DeploymentSnapshot, image: String, surroundings: Surroundings) throws {
    let runtime = snapshot.application.runtime
    let isJob = runtime.modeSwarm?.ReplicatedJob != nil || runtime.modeSwarm?.GlobalJob != nil
    let labels = ReleaseLabels(
      instance: surroundings.instance, deployment: snapshot.deployment, release: surroundings.release)
    var task = TaskSpec(ContainerSpec: try Self.container(snapshot, image, surroundings, labels))
    task.Resources = try Self.resources(runtime)
    task.RestartPolicy =
      runtime.restartPolicySwarm
      ?? SwarmRestartPolicy(Condition: isJob ? "on-failure" : "any", Delay: 1_000_000_000)
    task.Placement =
      runtime.placementSwarm ?? (snapshot.mounts.isEmpty ? nil : SwarmPlacement(Constraints: ["node.role==manager"]))
    task.Networks = try Self.networks(snapshot.application, instance: surroundings.instance)
    self.init(
      Name: surroundings.serviceName, Labels: labels.over(runtime.labelsSwarm), TaskTemplate: task,
      Mode: Self.mode(runtime),
      EndpointSpec: Self.endpoint(runtime, snapshot.ports, hasVirtualAddresses: surroundings.hasVirtualAddresses))
    if !isJob {
      UpdateConfig =
        runtime.updateConfigSwarm
        ?? SwarmUpdateConfig(Parallelism: 1, FailureAction: "rollback", Order: "start-first")
      RollbackConfig = runtime.rollbackConfigSwarm ?? SwarmUpdateConfig(Parallelism: 1, Order: "start-first")
    }
    self = try sealed()
  }

  private static func container(
    _ snapshot: DeploymentSnapshot, _ image: String, _ surroundings: Surroundings, _ labels: ReleaseLabels
  ) throws -> ContainerSpec {
    let runtime = snapshot.application.runtime
    var container = ContainerSpec(Image: image)
    container.Labels = labels.over(runtime.labelsSwarm)
    container.Env = snapshot.variables.variables.map { "\($0.name)=\(literal($0.value))" }
    let command = try runtime.command.map { try CommandWords.split($0, field: "command") } ?? []
    container.Command = command.isEmpty ? nil : command
    container.Args = runtime.args.flatMap { $0.isEmpty ? nil : $0 }
    container.Init = false
    container.StopGracePeriod = runtime.stopGracePeriodSwarm
    container.Healthcheck = runtime.healthCheckSwarm
    container.Ulimits = runtime.ulimitsSwarm.flatMap { $0.isEmpty ? nil : $0 }
    let mounts = try snapshot.mounts.map { try mount($0, snapshot.application.appName, surroundings) }
    container.Mounts = mounts.isEmpty ? nil : mounts
    return container
  }

  private static func mount(
    _ mount: Mount, _ appName: String, _ surroundings: Surroundings
  ) throws -> ContainerMount {
    try mount.validate()
    let target = literal(mount.mountPath)
    switch mount.type {
    case .bind:
      return ContainerMount(Type: "bind", Source: literal(mount.hostPath ?? ""), Target: target)
    case .volume:
      var volume = ContainerMount(Type: "volume", Source: mount.volumeName, Target: target)
      volume.VolumeOptions = ContainerMount.Volume(
        Labels: ReleaseLabels.owned(by: mount.organizationID, instance: surroundings.instance))
      return volume
    case .file:
      let path = FileMounts(surroundings.folders).path(of: mount, appName: appName) ?? ""
      return ContainerMount(Type: "bind", Source: literal(path), Target: target, ReadOnly: true)
    }
  }

  /// Swarm takes what is between double braces in variables and mounts as a template; what a person typed is none.
  static func literal(_ text: String) -> String { text.replacing("{{", with: "{{\"{{\"}}") }

  /// What ``literal(_:)`` was made of.
  static func plain(_ literal: String) -> String { literal.replacing("{{\"{{\"}}", with: "{{") }

  static func resources(_ runtime: RuntimeSettings) throws -> TaskResources? {
    let limits = try amount(runtime.memoryLimit, "memoryLimit", runtime.cpuLimit, "cpuLimit")
    let reservations = try amount(
      runtime.memoryReservation, "memoryReservation", runtime.cpuReservation, "cpuReservation")
    return limits == nil && reservations == nil ? nil : TaskResources(Limits: limits, Reservations: reservations)
  }

  private static func amount(
    _ memory: String?, _ memoryField: String, _ cpu: String?, _ cpuField: String
  ) throws -> TaskResources.Amount? {
    let bytes = try typed(memory).map { try ByteCount(parsing: $0, field: memoryField).bytes }
    let nanos = try typed(cpu).map { try CPUCount(parsing: $0, field: cpuField).nanoCPUs }
    return bytes == nil && nanos == nil ? nil : TaskResources.Amount(NanoCPUs: nanos, MemoryBytes: bytes)
  }

  private static func typed(_ text: String?) -> String? {
    text.flatMap { $0.trimmingSpaces().isEmpty ? nil : $0 }
  }

  private static func mode(_ runtime: RuntimeSettings) -> SwarmMode {
    var mode = runtime.modeSwarm ?? SwarmMode(Replicated: SwarmMode.Replicated())
    let isOther = mode.Global != nil || mode.ReplicatedJob != nil || mode.GlobalJob != nil
    if !isOther { mode.Replicated = SwarmMode.Replicated(Replicas: mode.Replicated?.Replicas ?? runtime.replicas) }
    return mode
  }

  /// Every network gets the application's name as an alias: the service's own name is another for each release.
  private static func networks(_ application: Application, instance: String) throws -> [SwarmNetwork]? {
    let shared = Surroundings.network(instance: instance)
    guard let typed = application.runtime.networkSwarm, !typed.isEmpty else {
      guard !application.runtime.detachDokployNetwork else { return nil }
      return [SwarmNetwork(Target: shared, Aliases: [application.appName])]
    }
    return try typed.map { network in
      guard let target = network.Target, !target.isEmpty else {
        throw SlipwayError.invalid("networkSwarm", "every network needs a Target")
      }
      let aliases = (network.Aliases ?? []).filter { $0 != application.appName }
      guard target != shared || aliases.isEmpty else {
        throw SlipwayError.invalid(
          "networkSwarm", "on \(shared) a service has no alias but its own name, \(application.appName)")
      }
      return SwarmNetwork(
        Target: target, Aliases: aliases + [application.appName], DriverOpts: network.DriverOpts)
    }
  }

  private static func endpoint(
    _ runtime: RuntimeSettings, _ ports: [PublishedPort], hasVirtualAddresses: Bool
  ) -> SwarmEndpointSpec {
    let typed = runtime.endpointSpecSwarm
    let mode = typed?.Mode ?? (hasVirtualAddresses ? nil : "dnsrr")
    // Ports of the endpoint itself would pass by the rules of published ports.
    var published = ports.map(port)
    for index in published.indices {
      published[index].`Protocol` = published[index].`Protocol` ?? "tcp"
      // The routing mesh needs virtual addresses.
      let hasMesh = hasVirtualAddresses && mode != "dnsrr"
      published[index].PublishMode = hasMesh ? published[index].PublishMode ?? "host" : "host"
    }
    return SwarmEndpointSpec(Mode: mode, Ports: published.isEmpty ? nil : published)
  }

  private static func port(_ port: PublishedPort) -> SwarmEndpointSpec.Port {
    SwarmEndpointSpec.Port(
      Protocol: port.transport.rawValue, TargetPort: port.targetPort, PublishedPort: port.publishedPort,
      PublishMode: port.mode.rawValue)
  }
}
