import Foundation
import SlipwayCore
import SlipwayHost
import Testing

/// The Docker Engine of this machine, when there is one.
enum RealDocker {
  static let image = "busybox:latest"
  static let client = DockerClient(host: "unix:///var/run/docker.sock")

  static func isReady() async throws -> Bool {
    guard let info = try? await client.info(), info.isSwarmManager else { return false }
    return (try? await client.inspectImage(image)) != nil
  }

  /// A small service that writes to both outputs and waits; with a network it has a volume too.
  static func spec(_ name: String, labels: [String: String], network: String?) async throws -> ServiceSpec {
    let id = try #require(try await client.inspectImage(image)).Id
    var container = ContainerSpec(Image: id)
    container.Labels = labels
    container.Command = [
      "awk", #"BEGIN { print "to output"; print "to error" > "/dev/stderr"; system("sleep 600") }"#,
    ]
    container.Env = ["GREETING=hello"]
    if network != nil { container.Mounts = [ContainerMount(Type: "volume", Source: name, Target: "/data")] }
    container.Healthcheck = SwarmHealthCheck(Test: ["CMD", "true"], Interval: 1_000_000_000)
    container.StopGracePeriod = 0
    container.Init = true
    let task = TaskSpec(
      ContainerSpec: container,
      Resources: TaskResources(Limits: TaskResources.Amount(MemoryBytes: 64 << 20)),
      RestartPolicy: SwarmRestartPolicy(Condition: "none"), Networks: network.map { [SwarmNetwork(Target: $0)] })
    return ServiceSpec(
      Name: name, Labels: labels, TaskTemplate: task,
      Mode: SwarmMode(Replicated: SwarmMode.Replicated(Replicas: 1)), EndpointSpec: SwarmEndpointSpec(Mode: "dnsrr"))
  }

  static func task(of service: String, _ fits: (DockerTask) -> Bool) async throws -> DockerTask {
    var found: DockerTask?
    try await eventually {
      found = try await client.listTasks(service: service).first(where: fits)
      return found != nil
    }
    return try #require(found)
  }

  static func lines(_ log: LogStream) async throws -> [DockerLogLine] {
    var all: [DockerLogLine] = []
    for try await line in log.lines { all.append(line) }
    return all
  }

  static func eventually(_ condition: () async throws -> Bool) async throws {
    for _ in 0..<300 {
      if try await condition() { return }
      try await Task.sleep(for: .milliseconds(100))
    }
    Issue.record("it did not happen within 30 seconds")
  }
}
