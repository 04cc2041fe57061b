import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayTesting
import Testing

/// Against the real engine of this machine.
@Suite(.enabled("no Docker Engine with Swarm answers at /var/run/docker.sock", { try await RealDocker.isReady() }))
struct DockerEngineTests {
  private let docker = RealDocker.client

  @Test func `It tells its version and state`() async throws {
    try await docker.ping()
    #expect(try await docker.version().ApiVersion.hasPrefix("1."))
    let info = try await docker.info()
    #expect(info.isSwarmManager)
    #expect((info.NCPU ?? 0) > 0)
    #expect((info.MemTotal ?? 0) > 0)
  }

  @Test func `A service is made, found, changed, watched and removed`() async throws {
    let name = "slipway-test-" + RandomText.suffix(8)
    let labels = ["slipway.test": name]
    try await docker.createOverlay(name, labels: labels)
    // An engine at work tells of a network that was just made a moment before all of it is known.
    try await eventually("the network is told") {
      guard let network = try await docker.inspectNetwork(name) else { return false }
      return network.Driver == "overlay" && network.Attachable == true && network.Labels == labels
    }
    let conflict = await #expect(throws: SlipwayError.self) { try await docker.createOverlay(name) }
    #expect(conflict?.code == .conflict)

    let spec = try await RealDocker.spec(name, labels: labels, network: name)
    let id = try await docker.createService(spec)
    let twice = await #expect(throws: SlipwayError.self) { try await docker.createService(spec) }
    #expect(twice?.code == .conflict)
    #expect(twice?.details["docker"]?.isEmpty == false)
    let service = try #require(try await docker.inspectService(name))
    #expect(service.ID == id)
    #expect(service.Spec.TaskTemplate.ContainerSpec.Env == ["GREETING=hello"])
    #expect(service.Spec.TaskTemplate.ContainerSpec.Healthcheck?.Test == ["CMD", "true"])
    #expect(service.Spec.TaskTemplate.ContainerSpec.Mounts == spec.TaskTemplate.ContainerSpec.Mounts)
    #expect(try await docker.listServices(labels: labels).map(\.ID) == [id])

    let task = try await RealDocker.task(of: name) { $0.Status.State == "running" }
    let containerID = try #require(task.Status.ContainerStatus?.ContainerID)
    #expect(task.NetworksAttachments?.contains { $0.Network?.Spec?.Name == name } == true)
    let container = try #require(try await docker.inspectContainer(containerID))
    #expect(container.State.Status == "running" && (container.State.Pid ?? 0) > 0)
    #expect(container.State.StartedAt?.date != nil)
    #expect(try await docker.listContainers(labels: labels).map(\.Id) == [containerID])
    try await expectLog(of: containerID)

    var changed = service.Spec
    changed.Mode = SwarmMode(Replicated: SwarmMode.Replicated(Replicas: 0))
    let version = try #require(try await docker.inspectService(name)).Version.Index
    try await docker.updateService(id, version: version, spec: changed)
    let stale = await #expect(throws: SlipwayError.self) {
      try await docker.updateService(id, version: version, spec: changed)
    }
    #expect(stale?.details["docker"]?.contains("out of sequence") == true)

    try await docker.removeService(name)
    try await docker.removeService(name)
    #expect(try await docker.inspectService(name) == nil)
    #expect(try await docker.listTasks(service: name) == [])
    try await RealDocker.eventually { (try? await docker.removeNetwork(name)) != nil }
    try await RealDocker.eventually { (try? await docker.removeVolume(name, force: true)) != nil }
  }

  private func expectLog(of container: String) async throws {
    let lines = try await RealDocker.lines(docker.containerLogs(container, tail: 10))
    #expect(Set(lines.map(\.text)) == ["to output", "to error"])
    #expect(Set(lines.map(\.stream)) == [.output, .error])
    let stamped = try await RealDocker.lines(docker.containerLogs(container, timestamps: true))
    let first = try #require(stamped.first?.text.split(separator: " ").first)
    #expect(DockerTime(String(first)).date != nil)
    // Followed, it stays open; leaving the loop ends it.
    for try await line in try await docker.containerLogs(container, follow: true).lines {
      #expect(!line.text.isEmpty)
      break
    }
  }

  @Test func `A command in a container gets its environment and its input, and its end is told`() async throws {
    let name = "slipway-test-" + RandomText.suffix(8)
    try await docker.createService(RealDocker.spec(name, labels: ["slipway.test": name], network: nil))
    let task = try await RealDocker.task(of: name) { $0.Status.State == "running" }
    let container = try #require(task.Status.ContainerStatus?.ContainerID)
    let bytes = String(repeating: "0123456789abcdef\n", count: 2000) + "ü end\n"
    let counted = try await docker.exec(container, ["wc", "-c"], input: Secret(bytes))
    #expect(counted.exitCode == 0 && counted.output.trimmingSpaces() == String(bytes.utf8.count))
    let echoed = try await docker.exec(container, ["cat"], input: Secret("a line\n"))
    #expect(echoed == DockerExecResult(exitCode: 0, output: "a line\n"))
    let named = try await docker.exec(container, ["env"], environment: ["CANARY": Secret("here")])
    #expect(named.output.contains("CANARY=here"))
    let nothing = try await docker.exec(container, ["cat"])
    #expect(nothing == DockerExecResult(exitCode: 0, output: ""))
    let failed = try await docker.exec(container, ["ls", "/nowhere"], input: Secret(""))
    #expect(failed.exitCode == 1 && failed.output.contains("/nowhere"))
    await #expect(throws: SlipwayError.self) { try await docker.exec("slipway-no-such", ["cat"], input: Secret("")) }
    try await docker.removeService(name)
  }

  @Test func `Events of a service arrive while they happen`() async throws {
    let name = "slipway-test-" + RandomText.suffix(8)
    let start = Date()
    try await docker.createService(RealDocker.spec(name, labels: ["slipway.test": name], network: nil))
    var seen: [String] = []
    for try await event in docker.events(filters: ["type": ["service"]], since: start)
    where event.Actor?.Attributes?["name"] == name {
      seen.append(event.Action)
      if event.Action == "create" { try await docker.removeService(name) }
      if event.Action == "remove" { break }
    }
    #expect(seen.first == "create" && seen.last == "remove")
  }

  @Test func `Images are inspected, named and removed`() async throws {
    let name = "slipway-test/" + RandomText.suffix(8)
    let image = try #require(try await docker.inspectImage(RealDocker.image))
    try await docker.tagImage(RealDocker.image, repository: name, tag: "d-1")
    try await docker.tagImage(image.Id, repository: name, tag: "d-2")
    #expect(Set(try await docker.listImages(reference: name).flatMap { $0.RepoTags ?? [] }).count == 2)
    try await docker.removeImage(name + ":d-1")
    try await docker.removeImage(name + ":d-2")
    #expect(try await docker.inspectImage(name + ":d-1") == nil)
    #expect(try await docker.inspectImage(RealDocker.image)?.Id == image.Id)
  }

  @Test func `A pull that cannot work says why`() async throws {
    let error = await #expect(throws: SlipwayError.self) { try await docker.pullImage("localhost:1/no/such:image") }
    #expect(error?.message.contains("localhost:1/no/such") == true)
    #expect(error?.details["docker"]?.isEmpty == false)
    await #expect(throws: SlipwayError.self) { try await docker.pullImage("--bad image") }
  }
}
