import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import Testing

@Suite struct ServiceSpecTests {
  private let organization = ID<Organization>("org")

  private func snapshot(_ change: (inout DeploymentSnapshot) -> Void = { _ in }) -> DeploymentSnapshot {
    let now = Date(timeIntervalSince1970: 0)
    let project = Project(id: ID("p"), organizationID: organization, name: "p", createdAt: now)
    let environment = Environment(
      id: ID("e"), organizationID: organization, projectID: project.id, name: "production", createdAt: now)
    let application = Application(
      id: ID("app"), organizationID: organization, environmentID: environment.id, name: "shop",
      appName: "shop-ab12cd", createdAt: now)
    let deployment = Deployment(
      id: ID("dep"), organizationID: organization, deployableID: application.id, createdAt: now)
    var snapshot = DeploymentSnapshot(
      deployment: deployment, application: application, project: project, environment: environment,
      variables: EnvironmentVariables([]), settings: ServerSettings(cores: 2, memory: 1 << 30))
    change(&snapshot)
    return snapshot
  }

  private func spec(
    ipvs: Bool = true, _ change: (inout DeploymentSnapshot) -> Void = { _ in }
  ) throws -> ServiceSpec {
    try ServiceSpec(
      snapshot(change), image: "sha256:abc",
      surroundings: Surroundings(
        instance: "slipway", serviceName: "shop-ab12cd-r1", release: ID("rel"), folders: DataFolders(root: "/data"),
        hasVirtualAddresses: ipvs))
  }

  private func mount(_ type: Mount.Kind, at path: String = "/data", host: String? = nil, volume: String? = nil)
    -> Mount
  {
    Mount(
      organizationID: organization, deployableID: ID("app"), type: type, hostPath: host, volumeName: volume,
      filePath: type == .file ? "app.conf" : nil, content: type == .file ? Secret("x") : nil, mountPath: path)
  }

  @Test func `The plainest application has the defaults that the documentation promises`() throws {
    let spec = try spec()
    let expected = #"""
      {"EndpointSpec":{},"Labels":{"slipway.deployable":"app","slipway.deployment":"dep","slipway.instance":"slipway","slipway.organization":"org","slipway.release":"rel","slipway.spec":"*"},"Mode":{"Replicated":{"Replicas":1}},"Name":"shop-ab12cd-r1","RollbackConfig":{"Order":"start-first","Parallelism":1},"TaskTemplate":{"ContainerSpec":{"Env":[],"Image":"sha256:abc","Init":false,"Labels":{"slipway.deployable":"app","slipway.deployment":"dep","slipway.instance":"slipway","slipway.organization":"org","slipway.release":"rel"}},"Networks":[{"Aliases":["shop-ab12cd"],"Target":"slipway-network"}],"RestartPolicy":{"Condition":"any","Delay":1000000000}},"UpdateConfig":{"FailureAction":"rollback","Order":"start-first","Parallelism":1}}
      """#
    let digest = try #require(spec.Labels?[ReleaseLabels.spec])
    #expect(digest.count == 64)
    #expect(try spec.json().replacing(digest, with: "*") == expected)
  }

  @Test func `Equal inputs give equal digests, another input another one`() throws {
    let one = try spec().Labels?[ReleaseLabels.spec]
    #expect(try spec().Labels?[ReleaseLabels.spec] == one)
    let other = try spec { $0.application.runtime.replicas = 2 }
    #expect(other.Labels?[ReleaseLabels.spec] != one)
    #expect(try other.sealed() == other)
  }

  @Test func `The environment is byte for byte what was typed, and no template`() throws {
    let values = ["a b", "\"q\"", "$HOME", "# no", "x=y=z", "line\nline", "ü🦊", "", " ", "{{.Node.Hostname}}", "{{{"]
    let spec = try spec { snapshot in
      snapshot.variables = EnvironmentVariables(
        values.enumerated().map { EnvironmentVariables.Variable(name: "V\($0.offset)", value: $0.element) })
    }
    let written = try #require(spec.TaskTemplate.ContainerSpec.Env)
    for (index, value) in values.enumerated() where !value.contains("{{") {
      #expect(written[index] == "V\(index)=\(value)")
    }
    #expect(written[9] == #"V9={{"{{"}}.Node.Hostname}}"#)
    #expect(written[10] == #"V10={{"{{"}}{"#)
  }

  @Test func `Amounts are read as people write them`() throws {
    let spec = try spec { snapshot in
      snapshot.application.runtime.memoryLimit = "512m"
      snapshot.application.runtime.cpuLimit = "0.5"
      snapshot.application.runtime.memoryReservation = "268435456"
      snapshot.application.runtime.cpuReservation = ""
    }
    let resources = try #require(spec.TaskTemplate.Resources)
    #expect(resources.Limits == TaskResources.Amount(NanoCPUs: 500_000_000, MemoryBytes: 512 << 20))
    #expect(resources.Reservations == TaskResources.Amount(MemoryBytes: 268_435_456))
  }

  @Test func `An amount that is none names its field`() {
    #expect {
      _ = try spec { $0.application.runtime.memoryLimit = "lots" }
    } throws: { error in
      (error as? SlipwayError)?.details["memoryLimit"] != nil
    }
  }

  @Test func `Mounts keep the tasks on a manager and file mounts are read-only`() throws {
    let spec = try spec { snapshot in
      snapshot.mounts = [
        mount(.volume, at: "/v", volume: "vol"), mount(.bind, at: "/b", host: "/srv/b"), mount(.file, at: "/f"),
      ]
    }
    let mounts = try #require(spec.TaskTemplate.ContainerSpec.Mounts)
    #expect(mounts.map(\.Type) == ["volume", "bind", "bind"])
    #expect(mounts[0].Source == "vol" && mounts[1].Source == "/srv/b")
    #expect(mounts[2].Source?.hasPrefix("/data/files/shop-ab12cd/") == true)
    #expect(mounts.map(\.ReadOnly) == [nil, nil, true])
    #expect(spec.TaskTemplate.Placement?.Constraints == ["node.role==manager"])
  }

  @Test func `A stored mount that is not allowed never reaches Docker`() {
    #expect(throws: SlipwayError.self) { try spec { $0.mounts = [mount(.bind, at: "/b", host: "/srv/../etc")] } }
    #expect(throws: SlipwayError.self) { try spec { $0.mounts = [mount(.volume, at: "/b", volume: "../x")] } }
    #expect(throws: SlipwayError.self) { try spec { $0.mounts = [mount(.file, at: "/")] } }
  }

  @Test func `Without IPVS names resolve to tasks and ports are the node's own`() throws {
    let port = PublishedPort(
      organizationID: organization, deployableID: ID("app"), publishedPort: 8080, targetPort: 80, mode: .ingress)
    let with = try spec { $0.ports = [port] }
    #expect(with.EndpointSpec?.Mode == nil)
    #expect(with.EndpointSpec?.Ports?.first?.PublishMode == "ingress")
    let without = try spec(ipvs: false) { $0.ports = [port] }
    #expect(without.EndpointSpec?.Mode == "dnsrr")
    #expect(without.EndpointSpec?.Ports?.first?.PublishMode == "host")
  }

  @Test func `The user's endpoint sets the mode, and publishes no ports past the rules`() throws {
    let spec = try spec { snapshot in
      snapshot.application.runtime.endpointSpecSwarm = SwarmEndpointSpec(
        Mode: "dnsrr", Ports: [SwarmEndpointSpec.Port(TargetPort: 80, PublishedPort: 81, PublishMode: "ingress")])
    }
    #expect(spec.EndpointSpec?.Mode == "dnsrr")
    #expect(spec.EndpointSpec?.Ports == nil)
  }

  @Test func `Everything that a user may set arrives`() throws {
    let spec = try spec { snapshot in
      var runtime = RuntimeSettings()
      runtime.command = "/bin/app --flag 'two words'"
      runtime.args = ["serve", "-v"]
      runtime.stopGracePeriodSwarm = 0
      runtime.ulimitsSwarm = [SwarmUlimit(Name: "nofile", Soft: 10, Hard: -1)]
      runtime.healthCheckSwarm = SwarmHealthCheck(Test: ["CMD", "true"], Interval: 1)
      runtime.placementSwarm = SwarmPlacement(Constraints: ["node.labels.disk==ssd"])
      runtime.restartPolicySwarm = SwarmRestartPolicy(Condition: "on-failure", MaxAttempts: 3)
      runtime.updateConfigSwarm = SwarmUpdateConfig(Parallelism: 2, Order: "stop-first")
      runtime.rollbackConfigSwarm = SwarmUpdateConfig(Parallelism: 3, Order: "stop-first")
      runtime.labelsSwarm = ["team": "red"]
      runtime.replicas = 3
      snapshot.application.runtime = runtime
      snapshot.mounts = [mount(.volume, volume: "vol")]
    }
    let container = spec.TaskTemplate.ContainerSpec
    #expect(container.Command == ["/bin/app", "--flag", "two words"])
    #expect(container.Args == ["serve", "-v"])
    #expect(container.StopGracePeriod == 0)
    #expect(container.Ulimits == [SwarmUlimit(Name: "nofile", Soft: 10, Hard: -1)])
    #expect(container.Healthcheck?.Test == ["CMD", "true"])
    #expect(container.Labels?["team"] == "red" && spec.Labels?["team"] == "red")
    #expect(spec.TaskTemplate.Placement?.Constraints == ["node.labels.disk==ssd"])
    #expect(spec.TaskTemplate.RestartPolicy == SwarmRestartPolicy(Condition: "on-failure", MaxAttempts: 3))
    #expect(spec.UpdateConfig?.Parallelism == 2 && spec.RollbackConfig?.Parallelism == 3)
    #expect(spec.Mode?.Replicated?.Replicas == 3)
  }

  @Test func `Global services and jobs keep their mode`() throws {
    let global = try spec { $0.application.runtime.modeSwarm = SwarmMode(Global: SwarmMode.Global()) }
    #expect(global.Mode == SwarmMode(Global: SwarmMode.Global()))
    #expect(TaskJudgement.Wanted(global) == .global)
    let job = try spec {
      $0.application.runtime.modeSwarm = SwarmMode(ReplicatedJob: SwarmMode.ReplicatedJob(TotalCompletions: 2))
    }
    #expect(job.UpdateConfig == nil && job.RollbackConfig == nil)
    #expect(job.TaskTemplate.RestartPolicy?.Condition == "on-failure")
    #expect(TaskJudgement.Wanted(job) == .job(2))
  }

  @Test func `Networks get the application's name, detaching takes the shared one away`() throws {
    let detached = try spec { $0.application.runtime.detachDokployNetwork = true }
    #expect(detached.TaskTemplate.Networks == nil)
    let own = try spec {
      $0.application.runtime.networkSwarm = [SwarmNetwork(Target: "backend", Aliases: ["db"])]
    }
    #expect(own.TaskTemplate.Networks == [SwarmNetwork(Target: "backend", Aliases: ["db", "shop-ab12cd"])])
  }

  @Test func `Nobody takes another service's name on the shared network`() {
    #expect(throws: SlipwayError.self) {
      try spec {
        $0.application.runtime.networkSwarm = [SwarmNetwork(Target: "slipway-network", Aliases: ["other-app"])]
      }
    }
  }

  @Test func `A rollback is the earlier spec under another name`() throws {
    let old = try spec { $0.application.runtime.memoryLimit = "64m" }
    let snapshot = snapshot()
    let release = Release(
      organizationID: organization, deployableID: ID("app"), deploymentID: ID("dep"), serviceName: old.Name,
      imageReference: "i", imageIdentity: "sha256:abc", spec: Secret(try old.json()), createdAt: Date())
    #expect(try ServiceSpec.read(release) == old)
    let labels = ReleaseLabels(instance: "slipway", deployment: snapshot.deployment, release: ID("new"))
    let again = try ServiceSpec.read(release).renamed("shop-ab12cd-r2", labels: labels)
    #expect(again.Name == "shop-ab12cd-r2")
    #expect(again.Labels?[ReleaseLabels.release] == "new")
    #expect(again.TaskTemplate.ContainerSpec.Labels?[ReleaseLabels.release] == "new")
    #expect(again.TaskTemplate.Resources == old.TaskTemplate.Resources)
    #expect(SpecDifference.changes(from: try old.json(), to: try again.json()).isEmpty)
  }
}

extension ServiceSpecTests {
  @Test func `Two releases exclude each other where a volume, a folder or a port is for one only`() throws {
    let plain = try spec()
    #expect(!plain.excludes(plain, order: nil))
    #expect(plain.excludes(plain, order: "stop-first"))
    let volume = try spec { $0.mounts = [mount(.volume, volume: "v")] }
    #expect(volume.excludes(volume, order: nil))
    #expect(!volume.excludes(plain, order: nil))
    #expect(!volume.excludes(volume, order: "start-first"))
    let outer = try spec { $0.mounts = [mount(.bind, host: "/srv/a")] }
    let inner = try spec { $0.mounts = [mount(.bind, host: "/srv/a/b/")] }
    let beside = try spec { $0.mounts = [mount(.bind, host: "/srv/ab")] }
    #expect(outer.excludes(inner, order: nil) && inner.excludes(outer, order: nil))
    #expect(!outer.excludes(beside, order: nil))
    let file = try spec { $0.mounts = [mount(.file)] }
    #expect(!file.excludes(file, order: nil))
  }

  @Test func `A port in common excludes whatever the user's order says`() throws {
    let port = PublishedPort(
      organizationID: organization, deployableID: ID("app"), publishedPort: 8080, targetPort: 80)
    let one = try spec { $0.ports = [port] }
    #expect(one.excludes(one, order: "start-first"))
    var udp = port
    udp.transport = .udp
    let other = try spec { $0.ports = [udp] }
    #expect(!one.excludes(other, order: nil))
  }
}
