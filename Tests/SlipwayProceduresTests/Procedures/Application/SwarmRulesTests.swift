import SlipwayCore
import Testing

@testable import SlipwayProcedures

struct SwarmRulesTests {
  /// The fields that are refused.
  private func refused(_ change: (inout RuntimeSettings) -> Void) -> [String] {
    var runtime = RuntimeSettings()
    change(&runtime)
    var problems = ValidationProblems()
    SwarmRules.check(runtime, &problems)
    do {
      try problems.throwIfAny()
      return []
    } catch {
      return (error as? SlipwayError)?.details.keys.sorted() ?? ["\(error)"]
    }
  }

  @Test func `Nothing is refused where nothing is set`() { #expect(refused { _ in } == []) }

  @Test func `Times of a health check are nothing or at least a millisecond`() {
    #expect(refused { $0.healthCheckSwarm = SwarmHealthCheck(Test: ["CMD", "true"], Interval: 0) } == [])
    #expect(refused { $0.healthCheckSwarm = SwarmHealthCheck(Interval: 1_000_000) } == [])
    #expect(refused { $0.healthCheckSwarm = SwarmHealthCheck(Interval: 30) } == ["healthCheckSwarm"])
    #expect(refused { $0.healthCheckSwarm = SwarmHealthCheck(Test: ["true"]) } == ["healthCheckSwarm"])
    #expect(refused { $0.healthCheckSwarm = SwarmHealthCheck(Retries: -1) } == ["healthCheckSwarm"])
  }

  @Test(arguments: ["slipway.instance", "com.docker.stack.namespace", ""])
  func `Labels by which things are known again are not anybody's to set`(label: String) {
    #expect(refused { $0.labelsSwarm = [label: "x"] } == ["labelsSwarm"])
    #expect(refused { $0.labelsSwarm = ["team": "x"] } == [])
  }

  @Test func `An update says its order and what follows a failure in Docker's words`() {
    #expect(
      refused { $0.updateConfigSwarm = SwarmUpdateConfig(Parallelism: 1, Order: "sideways") } == ["updateConfigSwarm"]
    )
    #expect(
      refused {
        $0.rollbackConfigSwarm = SwarmUpdateConfig(Parallelism: 1, FailureAction: "shrug", Order: "stop-first")
      } == ["rollbackConfigSwarm"])
    #expect(refused { $0.updateConfigSwarm = SwarmUpdateConfig(Parallelism: 0, Order: "start-first") } == [])
  }

  @Test func `A mode is of one kind`() {
    let both = SwarmMode(Replicated: SwarmMode.Replicated(Replicas: 1), Global: SwarmMode.Global())
    #expect(refused { $0.modeSwarm = both } == ["modeSwarm"])
    #expect(refused { $0.modeSwarm = SwarmMode() } == ["modeSwarm"])
    #expect(refused { $0.modeSwarm = SwarmMode(Global: SwarmMode.Global()) } == [])
  }

  @Test(arguments: ["", "-x", "a b", "a/b", String(repeating: "a", count: 129)])
  func `A network's name is no option and no path`(name: String) {
    #expect(refused { $0.networkSwarm = [SwarmNetwork(Target: name)] } == ["networkSwarm"])
    #expect(refused { $0.networkSwarm = [SwarmNetwork(Target: "own", Aliases: [name])] } == ["networkSwarm"])
  }

  @Test func `Ports are published by ports only`() {
    let port = SwarmEndpointSpec.Port(Protocol: "tcp", TargetPort: 80, PublishedPort: 80, PublishMode: "host")
    #expect(
      refused { $0.endpointSpecSwarm = SwarmEndpointSpec(Mode: "vip", Ports: [port]) } == ["endpointSpecSwarm"])
    #expect(refused { $0.endpointSpecSwarm = SwarmEndpointSpec(Mode: "mesh", Ports: nil) } == ["endpointSpecSwarm"])
    #expect(refused { $0.endpointSpecSwarm = SwarmEndpointSpec(Mode: "dnsrr", Ports: nil) } == [])
  }
}
