import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayEngine

/// Looking after several machines.
@Suite struct MachineRoundTests {
  private static let forgotten = """
    [{"ID":"forgotten","Version":{"Index":1},"Spec":{"Name":"forgotten",
    "Labels":{"slipway.instance":"slipway","slipway.deployable":"nobody"},
    "TaskTemplate":{"ContainerSpec":{"Image":"web:1"}}}}]
    """

  @Test func `what no row wants on a server is removed there, whatever this machine's Docker says`() async throws {
    try await ServerStand.with { request in
      switch (request.method, request.path) {
      case ("GET", "/services"): .init(200, Self.forgotten)
      case ("GET", "/containers/json"): .init(200, "[]")
      case ("DELETE", _): .init(200)
      default: nil
      }
    } _: { stand in
      await #expect(throws: (any Error).self) { _ = try await OrphanCaretaker(stand.engine).runOnce() }
      #expect(stand.docker.requests.filter { $0.method == "DELETE" }.map(\.path) == ["/services/forgotten"])
    }
  }

  @Test func `what shall run on a server and is gone is brought back by a job`() async throws {
    try await ServerStand.with { request in
      request.path == "/services" ? .init(200, "[]") : nil
    } _: { stand in
      try await stand.fixture.release()
      let machine = try await stand.engine.machine(at: stand.server.id)
      #expect(try await MachineCare(engine: stand.engine, machine: machine).run() == 1)
      #expect(try await stand.engine.store.read { try $0.jobs.active() }.map(\.kind) == ["start"])
      // Nothing of it is missed here.
      #expect(try await WantedServices.read(stand.engine, on: nil).current.isEmpty)
    }
  }

  private static func proxy(_ server: String) -> FakeDocker.Answer {
    .init(
      200,
      #"{"ID":"p","Version":{"Index":1},"Spec":{"Name":"slipway-traefik","Labels":{\#(server)"slipway.role":"proxy"},"#
        + #""TaskTemplate":{"ContainerSpec":{"Image":"traefik"}}}}"#)
  }

  @Test func `a machine that is another server of ours keeps that one's services`() async throws {
    let holder = ID<Server>.random()
    try await ServerStand.with { request in
      switch request.path {
      case "/services": .init(200, Self.forgotten)
      case "/services/slipway-traefik": Self.proxy(#""slipway.server":"\#(holder)","#)
      default: nil
      }
    } _: { stand in
      var first = stand.server
      first = Server(
        id: holder, organizationID: first.organizationID, name: "web-0", appName: "web-0", address: first.address,
        sshKeyID: first.sshKeyID, createdAt: Date())
      let other = first
      try await stand.engine.store.write { try $0.servers.insert(other) }
      _ = try? await OrphanCaretaker(stand.engine).runOnce()
      #expect(stand.docker.requests.allSatisfy { $0.method == "GET" })
      let machine = try await stand.engine.machine(at: stand.server.id)
      let error = await #expect(throws: SlipwayError.self) {
        try await ServerClaim(engine: stand.engine, machine: machine).check()
      }
      #expect(error?.code == .conflict && error?.message.contains("the server web-0") == true)
    }
  }

  @Test func `a server from before is told apart by its proxy from then on`() async throws {
    try await ServerStand.with { request in
      switch (request.method, request.path) {
      case ("GET", "/services"), ("GET", "/containers/json"): .init(200, "[]")
      case ("GET", "/services/slipway-traefik"): Self.proxy("")
      case ("POST", "/services/p/update"): .init(200, "{}")
      default: nil
      }
    } _: { stand in
      let machine = try await stand.engine.machine(at: stand.server.id)
      #expect(try await ServerProxy(engine: stand.engine, machine: machine).isOurs())
      let update = stand.docker.requests.first { $0.method == "POST" }
      #expect(update.map { String(decoding: $0.body, as: UTF8.self).contains(stand.server.id.rawValue) } == true)
    }
  }

  @Test func `a server that another installation has taken over is left alone`() async throws {
    try await ServerStand.with { request in
      switch request.path {
      case "/services": .init(200, Self.forgotten)
      case "/networks/slipway-network":
        .init(200, #"{"Id":"n1","Name":"slipway-network","Labels":{"slipway.panel":"somebody else"}}"#)
      default: nil
      }
    } _: { stand in
      _ = try? await OrphanCaretaker(stand.engine).runOnce()
      #expect(stand.docker.requests.allSatisfy { $0.method == "GET" })
    }
  }
}
