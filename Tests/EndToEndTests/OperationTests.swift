import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

/// How processes are started, watched and stopped; they need no Docker Engine.
@Suite(
  .enabled(
    if: FileManager.default.isExecutableFile(atPath: EndToEndServer.binary), "slipway was not built: run `make test`")
)
struct OperationTests {
  private static func server(_ role: String) async throws -> EndToEndServer {
    let folder = try temporaryPath("operation")
    let server = EndToEndServer(
      folder: folder, instance: "t" + RandomText.suffix(8), ports: try EndToEndPorts(), log: folder + ".log")
    await server.set("SLIPWAY_DOCKER_HOST", to: "unix://\(folder)/no-engine.sock")
    await server.set(role: role)
    return server
  }

  @Test func `a bus that cannot be meant, or refuses us, ends the start with 78 and says what to mend`() async throws
  {
    let redis = try await TestRedis.own(password: "right")
    let server = try await Self.server("serve")
    for (bus, words) in [
      ("http://nowhere", "must be the URL of a Redis server"), ("redis://localhost/x", "database"),
      (redis.url.replacing("right", with: "wrong-word"), "WRONGPASS"),
      (redis.url.replacing(":right@", with: ""), "NOAUTH"),
    ] {
      let (status, text) = try await server.outcome(["serve"], ["SLIPWAY_BUS": bus])
      #expect(status == 78 && text.contains(words) && text.contains("bus"), "\(bus): \(status) \(text)")
      #expect(!text.contains("wrong-word"))
    }
    let (_, doctor) = try await server.outcome(["doctor"], ["SLIPWAY_BUS": redis.url])
    #expect(doctor.contains("Redis"), "\(doctor)")
    try await redis.stop()
  }

  @Test func `what a role cannot do without is said with 78`() async throws {
    let server = try await Self.server("web")
    let database = ["SLIPWAY_DATABASE": "postgres://nobody@127.0.0.1:1/none"]
    let apart = database.merging(["SLIPWAY_DOCKER_HOST": "none"]) { $1 }
    for (role, variables, words) in [
      ("web", [:], "--database"), ("worker", apart, "need a Docker Engine"),
      ("web", apart, "SLIPWAY_ENCRYPTION_KEY"), ("serve", ["SLIPWAY_DOCKER_HOST": "none"], "need a Docker Engine"),
    ] {
      let (status, text) = try await server.outcome([role], variables)
      #expect(status == 78 && text.contains(words), "\(role): \(status) \(text)")
    }
  }

  @Test(.timeLimit(.minutes(3)))
  func `a worker tells its health at a listener of its own, and logs JSON`() async throws {
    let postgres = try await TestPostgres.own()
    let worker = try await Self.server("worker")
    let port = worker.ports.git
    await worker.set("SLIPWAY_DATABASE", to: postgres.address.reveal())
    await worker.set("SLIPWAY_HEALTH_LISTEN", to: "127.0.0.1:\(port)")
    await worker.set("SLIPWAY_METRICS_TOKEN", to: "a-token-of-the-test")
    await worker.set("SLIPWAY_LOG_FORMAT", to: "json")
    try await worker.start()
    try await eventually("it is ready", within: .seconds(60)) {
      try await EndToEndHTTP.request(port: port, path: "/api/ready").status == 200
    }
    #expect(try await EndToEndHTTP.request(port: port, path: "/metrics").status == 401)
    try await eventually("it leads", within: .seconds(30)) {
      try await EndToEndHTTP.request(
        port: port, path: "/metrics", headers: ["authorization": "Bearer a-token-of-the-test"]
      ).body.contains("slipway_leader 1")
    }
    try await postgres.kill()
    try await eventually("it says that its store is away", within: .seconds(30)) {
      try await EndToEndHTTP.request(port: port, path: "/api/ready").status == 503
    }
    #expect(try await EndToEndHTTP.request(port: port, path: "/api/health").status == 200)
    try await postgres.start()
    try await eventually("it is ready again", within: .seconds(30)) {
      try await EndToEndHTTP.request(port: port, path: "/api/ready").status == 200
    }
    #expect(try await worker.terminate(within: .seconds(30)) == 0)
    let lines = try String(contentsOfFile: worker.log, encoding: .utf8).split(separator: "\n")
    #expect(!lines.isEmpty)
    for line in lines {
      let object = try? JSONDecoder().decode(JSONValue.self, from: Data(line.utf8))
      #expect(object?["message"] != nil && object?["level"] != nil, "\(line)")
    }
    try await postgres.stop()
  }

  @Test(.timeLimit(.minutes(3)))
  func `a worker whose database does not answer any more ends within its time all the same`() async throws {
    let postgres = try await TestPostgres.own()
    let worker = try await Self.server("worker")
    let port = worker.ports.git
    await worker.set("SLIPWAY_DATABASE", to: postgres.address.reveal())
    await worker.set("SLIPWAY_HEALTH_LISTEN", to: "127.0.0.1:\(port)")
    await worker.set("SLIPWAY_STOP_TIMEOUT", to: "4")
    try await worker.start()
    try await eventually("it is ready", within: .seconds(60)) {
      try await EndToEndHTTP.request(port: port, path: "/api/ready").status == 200
    }
    try await postgres.freeze()
    // Something of it waits for an answer now.
    try await Task.sleep(for: .seconds(6))
    let asked = ContinuousClock.now
    let status = try await worker.terminate(within: .seconds(20))
    #expect(.now - asked < .seconds(7))
    #expect(status == 75, "\(status ?? -1)")
    try await postgres.thaw()
    try await postgres.stop()
  }
}
