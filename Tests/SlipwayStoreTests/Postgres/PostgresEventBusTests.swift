import SlipwayCore
import SlipwayStore
import SlipwayTesting
import Testing

/// What processes that share a database hear of each other.
@Suite struct PostgresEventBusTests {
  @Test func `what one process publishes, all hear once`() async throws {
    let address = try await TestPostgres.address()
    let (first, second) = (PostgresEventBus(address), PostgresEventBus(address))
    let (own, others) = (Heard(first), Heard(second))
    try await eventually("they hear each other") {
      first.publish(.jobQueued)
      return await others.count(of: .jobQueued) > 1
    }
    let event = Event.deploymentChanged(.random(), .random(), .random())
    first.publish(event)
    try await eventually("the other one hears it") { await others.count(of: event) == 1 }
    second.publish(.organizationChanged(ID("answer")))
    try await eventually("the answer comes back") { await own.count(of: .organizationChanged(ID("answer"))) == 1 }
    #expect(await own.count(of: event) == 1)
    await first.close()
    await second.close()
  }

  @Test(.timeLimit(.minutes(2))) func `a bus whose server went away hears again when it is back`() async throws {
    let server = try await TestPostgres.own()
    let (first, second) = (PostgresEventBus(server.address), PostgresEventBus(server.address))
    let others = Heard(second)
    try await eventually("they hear each other", within: .seconds(30)) {
      first.publish(.jobQueued)
      return await others.count(of: .jobQueued) > 1
    }
    try await server.kill()
    try await server.start()
    let event = Event.logAppended(.random())
    do {
      try await eventually("the other one hears again", within: .seconds(30)) {
        first.publish(event)
        return await others.count(of: event) > 0
      }
    } catch {
      Issue.record("\(error): one is \(first.state), the other \(second.state)")
    }
    await first.close()
    await second.close()
    try await server.stop()
  }

  /// Counts what a bus says.
  private actor Heard {
    private var events: [Event: Int] = [:]

    init(_ bus: PostgresEventBus) {
      let stream = bus.events()
      Task { [weak self] in for await event in stream { await self?.add(event) } }
    }

    func count(of event: Event) -> Int { events[event, default: 0] }

    private func add(_ event: Event) { events[event, default: 0] += 1 }
  }
}
