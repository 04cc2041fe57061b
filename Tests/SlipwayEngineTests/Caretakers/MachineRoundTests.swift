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
