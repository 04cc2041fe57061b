import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  @Suite struct RollingTests {
    @Test(.timeLimit(.minutes(10)))
    func `twenty deployments in a row under constant requests lose none of them`() async throws {
      try await EndToEndFixture.with("rolling") { e2e in
        let (application, repository) = try await e2e.servingApplication(text: "number 0")
        let traffic = try await Traffic.during(application) {
          for number in 1...20 {
            try await repository.push(["index.html": "number \(number)\n"])
            try await application.deployed()
            try await application.waitForPage("number \(number)")
          }
          // The last old tasks are stopped while requests still come.
          try await eventually("one service is left", within: .seconds(30)) {
            try await e2e.docker.services(of: application.id).count == 1
          }
        }
        let (sent, failures, bodies) = await (traffic.sent, traffic.failures, traffic.bodies)
        #expect(failures.isEmpty, "of \(sent) requests failed \(failures.count): \(failures.prefix(10))")
        #expect(sent > 1000)
        #expect(bodies.isSubset(of: Set((0...20).map { "number \($0)\n" })))
        #expect(bodies.count == 21)
        #expect(e2e.leftovers() == [])
      }
    }
  }
}
