import SlipwayCore
import SlipwayEngine
import SlipwayTesting
import Synchronization
import Testing

struct ProxyCaretakerTests {
  /// What the fake engine has.
  private struct Machine {
    var hasSwarm = false
    /// The service's spec as it was asked for.
    var proxy: String?
    var installed = 0
  }

  @Test func `The proxy is installed as soon as there is a Swarm, and only once whatever happens meanwhile`()
    async throws
  {
    let machine = Mutex(Machine())
    try await FakeDocker.with { request in
      machine.withLock { Self.answer(request, &$0) }
    } _: { fake, _ in
      try await EngineFixture.with(docker: fake.host) { fixture in
        let caretaker = ProxyCaretaker(fixture.engine, retry: .milliseconds(20), look: .seconds(60))
        let task = Task { try await caretaker.run() }
        try await eventually("it says what is missing") {
          if case .waiting(let words) = caretaker.state { words.contains("docker swarm init") } else { false }
        }
        machine.withLock { $0.hasSwarm = true }
        for _ in 0..<20 { fixture.engine.bus.publish(.serverSettingsChanged) }
        try await eventually("it is ready") { caretaker.state == .ready }
        let looks = fake.requests.filter { $0.path == "/info" }.count
        fixture.engine.bus.publish(.serverSettingsChanged)
        try await eventually("it looks again") { fake.requests.filter { $0.path == "/info" }.count > looks }
        task.cancel()
        try? await task.value
      }
    }
    #expect(machine.withLock { $0.installed } == 1)
  }

  private static func answer(_ request: FakeDocker.Request, _ machine: inout Machine) -> FakeDocker.Answer? {
    switch (request.method, request.path) {
    case ("GET", "/info"):
      let state = machine.hasSwarm ? "active" : "inactive"
      return .init(200, #"{"Swarm":{"NodeID":"n1","LocalNodeState":"\#(state)","ControlAvailable":true}}"#)
    case ("GET", "/networks/slipway-network"):
      return .init(200, #"{"Id":"1","Name":"slipway-network","Driver":"overlay"}"#)
    case ("GET", _) where request.path.hasPrefix("/images/"): return .init(200, #"{"Id":"sha256:1"}"#)
    case ("GET", "/services/slipway-traefik"):
      return machine.proxy.map { .init(200, #"{"ID":"proxy","Version":{"Index":1},"Spec":\#($0)}"#) }
    case ("POST", "/services/create"):
      machine.proxy = String(decoding: request.body, as: UTF8.self)
      machine.installed += 1
      return .init(201, #"{"ID":"proxy"}"#)
    default: return nil
    }
  }
}
