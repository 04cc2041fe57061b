import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayStore
import SlipwayTesting
import Testing

struct OrphanCaretakerTests {
  @Test func `A service that no row wants is removed, that of a lane with work is left to it`() async throws {
    try await looking(["forgotten"]) { fixture, fake in
      let busy = try await fixture.enqueue()
      #expect(try await OrphanCaretaker(fixture.engine).runOnce() == 0)
      _ = try await fixture.engine.store.write { try DeploymentQueue.cancel($0, busy.id, now: Date()) }
      #expect(try await OrphanCaretaker(fixture.engine).runOnce() == 1)
      #expect(fake.requests.filter { $0.method == "DELETE" }.map(\.path) == ["/services/forgotten"])
    }
  }

  @Test func `A service that vanished is brought back by a job in its lane`() async throws {
    try await looking([]) { fixture, fake in
      try await fixture.release()
      #expect(try await OrphanCaretaker(fixture.engine).runOnce() == 1)
      #expect(try await fixture.engine.store.read { try $0.jobs.active() }.map(\.kind) == ["start"])
      #expect(fake.requests.allSatisfy { $0.method == "GET" })
    }
  }

  /// - Parameter services: of the fixture's application, in the fake engine.
  private func looking(
    _ services: [String], _ body: @escaping (EngineFixture, FakeDocker) async throws -> Void
  ) async throws {
    let application = "an-application"
    let list = services.map { name in
      """
      {"ID":"\(name)","Version":{"Index":1},"Spec":{"Name":"\(name)",
      "Labels":{"slipway.instance":"slipway","slipway.deployable":"\(application)"},
      "TaskTemplate":{"ContainerSpec":{"Image":"web:1"}}}}
      """
    }.joined(separator: ",")
    try await FakeDocker.with { request in
      switch (request.method, request.path) {
      case ("GET", "/services"): .init(200, "[\(list)]")
      case ("DELETE", _): .init(200)
      default: nil
      }
    } _: { fake, _ in
      try await EngineFixture.with(docker: fake.host) {
        $0.id = ID(application)
      } _: {
        try await body($0, fake)
      }
    }
  }
}
