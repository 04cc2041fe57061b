import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayStore
import SlipwayTesting
import Testing

/// Routes that are asked for by a process apart from the proxy.
@Suite struct RouteKeeperTests {
  @Test func `what a process apart says of routes, the worker writes`() async throws {
    try await EngineFixture.with { fixture in
      let (engine, application) = (fixture.engine, fixture.application)
      try await fixture.release()
      try await engine.store.write {
        try $0.domains.insert(
          Domain(
            organizationID: application.organizationID, deployableID: application.id, host: "a.example.com",
            createdAt: Date()))
      }
      let apart = Routes(store: engine.store, writer: engine.routes.writer, apart: engine.bus) { _ in
        engine.routes.writer
      }
      let path = engine.routes.path(of: application.appName)
      #expect(try await !apart.refresh(application.id))
      #expect(!FileManager.default.fileExists(atPath: path))
      let keeper = Task { try await RouteKeeper(engine).run() }
      try await eventually("the file is there", within: .seconds(10)) {
        try await apart.refresh(application.id)
        return FileManager.default.fileExists(atPath: path)
      }
      keeper.cancel()
      _ = try? await keeper.value
    }
  }
}
