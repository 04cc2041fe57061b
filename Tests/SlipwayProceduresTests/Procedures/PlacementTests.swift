import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayProcedures

/// Where something new may run, and what holds of it from then on.
@Suite struct PlacementTests {
  /// - Parameter change: of a server that services can be placed on.
  private static func test(
    isSetUp: Bool = true, _ change: @Sendable (inout Server) -> Void = { _ in }
  ) async throws -> TestCall {
    let test = try await TestCall.make()
    var server = test.acme.server
    server.isEnabled = true
    server.hostKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINixPxhgbEGGtBS2PZl0ebS43rUcb3eLseO5zFQZRUaT"
    server.sshKeyID = test.acme.sshKey.id
    change(&server)
    let (ready, now) = (server, test.engine.now())
    try await test.store.write { tx in
      try tx.servers.update(ready)
      guard isSetUp else { return }
      let run = ServerRun(organizationID: ready.organizationID, serverID: ready.id, steps: [], createdAt: now)
      try tx.serverRuns.insert(run)
      try tx.serverRuns.finish(run.id, status: .done, message: nil, now: now)
    }
    return test
  }

  private static func input(_ name: String, on server: ID<Server>, _ test: TestCall) -> JSONValue {
    [
      "name": .string(name), "environmentId": .string(test.acme.environment.id.rawValue),
      "serverId": .string(server.rawValue), "databasePassword": "", "sourceType": name == "git" ? "git" : .null,
    ]
  }

  @Test(arguments: ["application.create", "redis.create", "compose.create"])
  func `what is made for a server says so everywhere, and stays there`(name: String) async throws {
    let test = try await Self.test()
    let (server, owner) = (test.acme.server.id, test.acme.caller())
    let made = await test.answer(name, Self.input("away", on: server, test), as: owner)
    #expect(made.body["serverId"] == .string(server.rawValue), "\(made.text)")
    let kind = String(name.prefix { $0 != "." })
    let id = made.body["\(kind)Id"] ?? .null
    let one = await test.answer("\(kind).one", ["\(kind)Id": id], as: owner)
    #expect(one.body["server"]?["name"] == .string(test.acme.server.name), "\(one.text)")
    let list = await test.answer(
      "environment.one", ["environmentId": .string(test.acme.environment.id.rawValue)], as: owner)
    #expect(list.text.contains("\"serverId\":\"\(server)\""))
    // No input of an update knows the field.
    _ = await test.answer("\(kind).update", ["\(kind)Id": id, "serverId": "", "name": "renamed"], as: owner)
    let deployable = ID<Deployable>(id.stringValue ?? "")
    #expect(try await test.store.read { try $0.deployables.one(deployable).serverID } == server)
  }

  @Test func `a server that nothing can run on says what is missing`() async throws {
    let cases: [(String, Bool, @Sendable (inout Server) -> Void)] = [
      ("set it up first", false, { _ in }), ("is disabled", true, { $0.isEnabled = false }),
      ("not confirmed", true, { $0.hostKey = nil }), ("has no SSH key", true, { $0.sshKeyID = nil }),
      ("is for builds", true, { $0.purpose = .build }),
    ]
    for (words, isSetUp, change) in cases {
      let test = try await Self.test(isSetUp: isSetUp, change)
      let answer = await test.answer(
        "application.create", Self.input("away", on: test.acme.server.id, test), as: test.acme.caller())
      #expect(answer.code == .badRequest && answer.text.contains(words), "\(words): \(answer.text)")
      #expect(try await test.store.read { try $0.deployables.all(on: test.acme.server.id) }.isEmpty)
    }
  }

  @Test(arguments: ["application.create", "redis.create", "compose.create", "domain.generateDomain"])
  func `another organization's server does not exist`(name: String) async throws {
    let test = try await Self.test()
    var input = Self.input("away", on: test.other.server.id, test).members
    input["appName"] = "away"
    let answer = await test.answer(name, .object(input), as: test.acme.caller())
    #expect(answer.code == .notFound, "\(answer.text)")
  }

  @Test func `a server that something runs on is not removed, and says what`() async throws {
    let test = try await Self.test()
    let (server, owner) = (test.acme.server.id, test.acme.caller())
    let made = await test.answer("application.create", Self.input("away", on: server, test), as: owner)
    let refused = await test.answer("server.remove", ["serverId": .string(server.rawValue)], as: owner)
    #expect(refused.code == .conflict && refused.text.contains("has services: away"), "\(refused.text)")
    _ = await test.answer("application.delete", ["applicationId": made.body["applicationId"] ?? .null], as: owner)
    let owed = await test.answer("server.remove", ["serverId": .string(server.rawValue)], as: owner)
    #expect(owed.code == .conflict && owed.text.contains("is still being removed from"), "\(owed.text)")
  }

  @Test func `each machine has its own ports, and names of its own address`() async throws {
    let test = try await Self.test { $0.port = 2222 }
    let (server, owner) = (test.acme.server.id, test.acme.caller())
    let made = await test.answer("application.create", Self.input("away", on: server, test), as: owner)
    func publish(_ port: Int) async -> TestCall.Answer {
      await test.answer(
        "port.create",
        [
          "applicationId": made.body["applicationId"] ?? .null, "publishedPort": .integer(port), "targetPort": 80,
          "publishMode": "host", "protocol": "tcp",
        ], as: owner)
    }
    // An application on this machine has it.
    #expect(await publish(test.acme.port.publishedPort).isOK)
    #expect(await publish(test.acme.port.publishedPort).code == .conflict)
    #expect(await publish(2222).code == .badRequest)
    let host = await test.answer(
      "domain.generateDomain", ["appName": "away", "serverId": .string(server.rawValue)], as: owner)
    let address = test.acme.server.address.replacing(".", with: "-")
    #expect(host.body.stringValue?.hasSuffix("-\(address).sslip.io") == true, "\(host.text)")
  }
}
