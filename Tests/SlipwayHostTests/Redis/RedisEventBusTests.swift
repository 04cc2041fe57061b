import SlipwayCore
import SlipwayTesting
import Testing

@testable import SlipwayHost

/// What processes that share a Redis server hear of each other.
@Suite struct RedisEventBusTests {
  @Test(.timeLimit(.minutes(2)), arguments: [false, true])
  func `what one process publishes, all hear once`(isEncrypted: Bool) async throws {
    let server = try await TestRedis.own(password: "p:w", isEncrypted: isEncrypted)
    let buses = try (0..<3).map { _ in RedisEventBus(try server.address, name: "test", takesJobs: false) }
    let heard = buses.map { Heard($0) }
    try await hearEachOther(buses)
    let event = Event.deploymentChanged(.random(), .random(), .random())
    buses[0].publish(event)
    try await eventually("all hear it", within: .seconds(20)) {
      for one in heard where await one.count(of: event) != 1 { return false }
      return true
    }
    for bus in buses { await bus.close() }
    try await server.stop()
  }

  @Test(.timeLimit(.minutes(2))) func `a wake-up comes to one worker, and all workers have their share`() async throws
  {
    let server = try await TestRedis.own()
    let workers = try (0..<2).map { _ in RedisEventBus(try server.address, name: "test", takesJobs: true) }
    let (web, heard) = (RedisEventBus(try server.address, name: "test", takesJobs: false), workers.map { Heard($0) })
    try await hearEachOther(workers + [web])
    let before = await [heard[0].count(of: .jobQueued), heard[1].count(of: .jobQueued)]
    for round in 1...20 {
      web.publish(.jobQueued)
      try await eventually("it came", within: .seconds(20), every: .milliseconds(5)) {
        await heard[0].count(of: .jobQueued) + heard[1].count(of: .jobQueued) >= before[0] + before[1] + round
      }
    }
    try await Task.sleep(for: .milliseconds(200))
    let taken = await [heard[0].count(of: .jobQueued) - before[0], heard[1].count(of: .jobQueued) - before[1]]
    #expect(taken[0] + taken[1] == 20, "\(taken)")
    #expect(taken.allSatisfy { $0 >= 5 }, "\(taken)")

    // One that ends leaves all of them to the other.
    await workers[0].close()
    let left = await heard[1].count(of: .jobQueued)
    for _ in 0..<5 {
      web.publish(.jobQueued)
      try await Task.sleep(for: .milliseconds(50))
    }
    try await eventually("the other one has all", within: .seconds(20)) {
      await heard[1].count(of: .jobQueued) >= left + 5
    }
    await workers[1].close()
    await web.close()
    try await server.stop()
  }

  @Test(.timeLimit(.minutes(2))) func `what a worker had taken when it died comes to another one`() async throws {
    let server = try await TestRedis.own()
    let keys = RedisKeys("test")
    let dead = try await RedisConnection.connect(server.address)
    try await dead.send([keys.makingGroup, keys.addingWakeUp])
    let taken = try await dead.send([keys.taking(as: "dead", wait: .seconds(1))]).first ?? .null
    #expect(RedisEntry.all(in: taken).count == 1)
    await dead.close()
    let living = try await RedisConnection.connect(server.address)
    let reply = try await living.send([keys.takingOver(as: "living", idle: .zero)]).first?.list ?? []
    #expect(reply.count >= 2 && reply[1].list?.count == 1, "\(reply)")
    await living.close()
    try await server.stop()
  }

  @Test(.timeLimit(.minutes(2))) func `a bus whose server comes back empty hears again, and all look again`()
    async throws
  {
    let server = try await TestRedis.own()
    let buses = try (0..<2).map { RedisEventBus(try server.address, name: "test", takesJobs: $0 == 1) }
    let worker = Heard(buses[1])
    try await hearEachOther(buses)
    let (wakes, looks) = await (worker.count(of: .jobQueued), worker.count(of: .recurrencesChanged))
    try await server.kill()
    try await eventually("they know", within: .seconds(20)) {
      !buses[0].state.isConnected && !buses[1].state.isConnected
    }
    buses[0].publish(.organizationChanged(ID("lost")))
    try await eventually("it is counted", within: .seconds(20)) { buses[0].state.lost > 0 }
    try await server.start()
    try await hearEachOther(buses)
    #expect(await worker.count(of: .jobQueued) > wakes)
    #expect(await worker.count(of: .recurrencesChanged) > looks)
    #expect(await worker.count(of: .organizationChanged(ID("lost"))) == 0)
    for bus in buses { await bus.close() }
    try await server.stop()
  }

  @Test func `a stream stays bounded`() async throws {
    let server = try await TestRedis.own()
    let (keys, connection) = (RedisKeys("test"), try await RedisConnection.connect(server.address))
    for _ in 0..<30 {
      try await connection.send((0..<1000).map { _ in keys.adding(event: "job-queued", from: "x") })
    }
    let length = try await connection.send("XLEN", keys.events).integer ?? 0
    #expect(length >= 10_000 && length < 11_000, "\(length)")
    await connection.close()
    try await server.stop()
  }

  @Test func `a wrong password, a wrong database and a wrong certificate are told from a server that is away`()
    async throws
  {
    let server = try await TestRedis.own(password: "right", isEncrypted: true)
    let good = try server.address
    let first = await RedisLook.find(good)
    guard case .well = first else {
      Issue.record("\(first)")
      return
    }
    var changes: [(String, (inout RedisAddress) -> Void)] = [
      ("WRONGPASS", { $0.password = Secret("wrong") }), ("NOAUTH", { $0.password = nil }),
      ("DB index", { $0.database = 9999 }), ("TLS", { $0.caFile = nil }),
    ]
    changes.append(("WRONGPASS", { $0.user = "nobody" }))
    for (word, change) in changes {
      var address = good
      change(&address)
      let found = await RedisLook.find(address)
      guard case .wrong(let reason) = found else {
        Issue.record("\(word): \(found)")
        continue
      }
      #expect(reason.contains(word), "\(reason)")
      #expect(!reason.contains("wrong\""), "the password is not told: \(reason)")
    }
    try await server.stop()
    let last = await RedisLook.find(good)
    guard case .away = last else {
      Issue.record("\(last)")
      return
    }
  }

  private func hearEachOther(_ buses: [RedisEventBus]) async throws {
    let heard = buses.map { Heard($0) }
    for (index, bus) in buses.enumerated() {
      let event = Event.organizationChanged(.random())
      try await eventually("all hear number \(index)", within: .seconds(30)) {
        bus.publish(event)
        for one in heard where await one.count(of: event) == 0 { return false }
        return true
      }
    }
  }

  /// Counts what a bus says.
  private actor Heard {
    private var events: [Event: Int] = [:]

    init(_ bus: RedisEventBus) {
      let stream = bus.events()
      Task { [weak self] in for await event in stream { await self?.add(event) } }
    }

    func count(of event: Event) -> Int { events[event, default: 0] }

    private func add(_ event: Event) { events[event, default: 0] += 1 }
  }
}
