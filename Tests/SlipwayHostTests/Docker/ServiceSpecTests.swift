import Foundation
import SlipwayCore
import SlipwayHost
import Testing

@Suite struct ServiceSpecTests {
  static var full: ServiceSpec {
    var container = ContainerSpec(Image: "sha256:abc")
    container.Labels = ["a": "b"]
    container.Command = ["server"]
    container.Args = ["--port", "80"]
    container.Env = ["PASSWORD=hunter2"]
    container.User = "app"
    container.Mounts = [ContainerMount(Type: "volume", Source: "data", Target: "/data", ReadOnly: false)]
    container.StopGracePeriod = 0
    container.Healthcheck = SwarmHealthCheck(Test: ["CMD", "true"], Interval: 1_000_000_000)
    container.Ulimits = [SwarmUlimit(Name: "nofile", Soft: 1, Hard: 2)]
    container.Init = true
    var task = TaskSpec(
      ContainerSpec: container,
      Resources: TaskResources(Limits: TaskResources.Amount(NanoCPUs: 5, MemoryBytes: 6)),
      RestartPolicy: SwarmRestartPolicy(Condition: "any"),
      Placement: SwarmPlacement(Constraints: ["node.role==manager"]),
      Networks: [SwarmNetwork(Target: "net", Aliases: ["web"])])
    task.ForceUpdate = 2
    task.LogDriver = TaskLogDriver(Name: "json-file", Options: ["max-size": "10m"])
    var spec = ServiceSpec(
      Name: "web", Labels: ["c": "d"], TaskTemplate: task,
      Mode: SwarmMode(Replicated: SwarmMode.Replicated(Replicas: 2)),
      EndpointSpec: SwarmEndpointSpec(
        Mode: "dnsrr",
        Ports: [.init(Protocol: "tcp", TargetPort: 80, PublishedPort: 8080, PublishMode: "host")]))
    spec.UpdateConfig = SwarmUpdateConfig(Parallelism: 1, Order: "start-first")
    return spec
  }

  @Test func `It is encoded in the engine's own words, the same each time`() throws {
    let text = String(decoding: try Self.full.encoded(), as: UTF8.self)
    let expected = [
      #""EndpointSpec":{"Mode":"dnsrr","Ports":[{"Protocol":"tcp","PublishMode":"host","PublishedPort":8080,"TargetPort":80}]}"#,
      #""Labels":{"c":"d"},"Mode":{"Replicated":{"Replicas":2}},"Name":"web","TaskTemplate":{"ContainerSpec":"#,
      #""Healthcheck":{"Interval":1000000000,"Test":["CMD","true"]},"Image":"sha256:abc","Init":true"#,
      #""Mounts":[{"ReadOnly":false,"Source":"data","Target":"/data","Type":"volume"}],"StopGracePeriod":0"#,
      #""ForceUpdate":2,"LogDriver":{"Name":"json-file","Options":{"max-size":"10m"}},"Networks":[{"Aliases":["web"],"Target":"net"}]"#,
      #""UpdateConfig":{"Order":"start-first","Parallelism":1}"#,
    ]
    for part in expected { #expect(text.contains(part)) }
    #expect(!text.contains("null"))
    #expect(try Self.full.encoded() == Self.full.encoded())
  }

  @Test func `What was encoded is read back`() throws {
    #expect(try JSONDecoder().decode(ServiceSpec.self, from: Self.full.encoded()) == Self.full)
  }

  @Test func `Its environment is never printed`() {
    var dumped = ""
    dump(Self.full, to: &dumped)
    dump(Self.full.TaskTemplate, to: &dumped)
    dumped += "\(Self.full) \(Self.full.TaskTemplate) \(String(reflecting: Self.full))"
    #expect(!dumped.contains("hunter2"))
  }
}
