import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  @Suite struct PostgresTests {
    @Test(.timeLimit(.minutes(5)))
    func `an installation moves to PostgreSQL, and a deployment pauses while that is away`() async throws {
      let postgres = try await TestPostgres.own()
      let address = postgres.address.reveal()
      try await EndToEndFixture.with(
        "postgres",
        settings: { server in
          let moved = try await server.command([
            "migrate", "--from", "sqlite:\(server.data)/slipway.sqlite", "--to", address,
          ])
          #expect(moved.contains("Moved and compared"), "\(moved)")
          await server.set("SLIPWAY_DATABASE", to: address)
        }
      ) { e2e in
        let (application, repository) = try await e2e.servingApplication(text: "before")
        try await repository.push(["index.html": "after\n"])
        let deployment = try await application.deploy()
        try await postgres.kill()
        let asked = ContinuousClock.now
        await #expect(throws: (any Error).self) { try await application.one() }
        #expect(.now - asked < .seconds(12))
        #expect(try await application.get().status == 200)
        try await Task.sleep(for: .seconds(4))
        try await postgres.start()
        let row = try await application.end(of: deployment)
        #expect(row["status"] == "done", "\(row)")
        try await application.waitForPage("after\n")

        // Killed with its database away, it goes on when both are back.
        try await repository.push(["index.html": "later\n"])
        let later = try await application.deploy()
        try await postgres.kill()
        try await e2e.server.kill9()
        try await postgres.start()
        try await e2e.restart()
        let end = try await application.end(of: later)
        #expect(end["status"] == "done", "\(end)")
        try await application.waitForPage("later\n")
      }
      try await postgres.stop()
    }
  }
}
