import Foundation
import SlipwayCore
import SlipwayStore
import Testing

@testable import SlipwayEngine

struct RoutesTests {
  @Test func `A restart leaves the routes of a deployment at work as it wrote them`() async throws {
    try await EngineFixture.with { fixture in
      let (routes, application) = (fixture.engine.routes, fixture.application)
      try await fixture.release()
      try await fixture.engine.store.write {
        try $0.domains.insert(
          Domain(
            organizationID: application.organizationID, deployableID: application.id, host: "a.example.com",
            createdAt: Date()))
      }
      #expect(try await routes.refreshAll() > 0)
      let path = routes.path(of: application.appName)
      let switched = try String(contentsOfFile: path, encoding: .utf8) + "# the candidate serves\n"
      try switched.write(toFile: path, atomically: true, encoding: .utf8)

      let deployment = try await fixture.enqueue()
      #expect(try await routes.refreshAll() == 0)
      #expect(try String(contentsOfFile: path, encoding: .utf8) == switched)

      _ = try await fixture.engine.store.write { try DeploymentQueue.cancel($0, deployment.id, now: Date()) }
      #expect(try await routes.refreshAll() == 1)
      #expect(try await routes.refreshAll() == 0)
    }
  }

  @Test func `After a restart it is known that the routes were pointed at a candidate`() async throws {
    try await EngineFixture.with { fixture in
      let (engine, application) = (fixture.engine, fixture.application)
      try await fixture.release()
      try await engine.store.write {
        try $0.domains.insert(
          Domain(
            organizationID: application.organizationID, deployableID: application.id, host: "a.example.com",
            createdAt: Date()))
      }
      let restarted = Routes(store: engine.store, writer: engine.routes.writer) { _ in engine.routes.writer }
      #expect(try await restarted.served(application.id) == nil)
      try await engine.routes.stage(application.id, probe: RouteProbe(service: "web-2"))
      #expect(
        try await restarted.served(application.id)
          == fixture.engine.store.read {
            try $0.releases.current(of: application.id)?.serviceName
          })
      try await engine.routes.stage(application.id, probe: RouteProbe(service: "web-2"), serving: "web-2")
      #expect(try await restarted.served(application.id) == "web-2")
    }
  }

  @Test func `The file of an application that is gone is removed`() async throws {
    try await EngineFixture.with { fixture in
      let routes = fixture.engine.routes
      try await routes.writer.write("gone.yml", owner: "gone") { TraefikDocument() }
      #expect(try await routes.refreshAll() == 1)
      #expect(try await routes.writer.owned().isEmpty)
    }
  }
}
