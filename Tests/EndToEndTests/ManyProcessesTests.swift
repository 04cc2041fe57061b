import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  /// Three web, two worker and two api processes on PostgreSQL and Redis.
  @Suite struct ManyProcessesTests {
    private static let applications = 20
    /// How many deployments each application gets.
    private static let rounds = 10

    @Test(.timeLimit(.minutes(20)))
    func `with workers, PostgreSQL and Redis killed, every deployment ends well, once, and in order`() async throws {
      let (postgres, redis) = (try await TestPostgres.own(), try await TestRedis.own(password: "bus-password"))
      let address = postgres.address.reveal()
      try await EndToEndFixture.with(
        "many-processes",
        settings: { server in
          _ = try await server.command(["migrate", "--from", "sqlite:\(server.data)/slipway.sqlite", "--to", address])
          await server.set("SLIPWAY_DATABASE", to: address)
          await server.set("SLIPWAY_BUS", to: redis.url)
          await server.set(role: "web")
        }
      ) { e2e in
        var doors = [e2e.server]
        for role in ["web", "web", "api", "api"] { doors.append(try await e2e.server.companion(role)) }
        let workers = [try await e2e.server.companion("worker"), try await e2e.server.companion("worker")]
        let others = Array(doors.dropFirst()) + workers
        for other in others { try await other.start() }
        let result: Result<Void, any Error>
        do {
          try await run(e2e, doors, workers, postgres, redis)
          result = .success(())
        } catch {
          result = .failure(error)
        }
        for other in others { try? await other.stop() }
        try result.get()
      }
      try await redis.stop()
      try await postgres.stop()
    }

    private func run(
      _ e2e: EndToEndFixture, _ doors: [EndToEndServer], _ workers: [EndToEndServer], _ postgres: TestPostgres.Server,
      _ redis: TestRedis
    ) async throws {
      let apis = doors.map { EndToEndAPI(port: $0.ports.panel, key: e2e.api.key) }
      for api in apis {
        try await eventually("all doors answer", within: .seconds(60)) {
          try await api.query("settings.health") != .null
        }
      }
      try await e2e.api.call("settings.updateBuildsConcurrency", ["buildsConcurrency": 6])
      let applications = try await makeApplications(e2e)
      let chaos = Task { try await Self.killAgainAndAgain(workers) }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for (number, application) in applications.enumerated() {
          group.addTask { try await Driver(application: application, apis: apis, number: number).run(Self.rounds) }
        }
        group.addTask {
          try await Self.waitForEnds(Self.applications * Self.rounds / 4, postgres)
          try await postgres.kill()
          try await Task.sleep(for: .seconds(2))
          try await postgres.start()
          try await Self.waitForEnds(Self.applications * Self.rounds / 2, postgres)
          try await redis.kill()
          try await Task.sleep(for: .seconds(2))
          try await redis.start()
        }
        try await group.waitForAll()
      }
      chaos.cancel()
      _ = try? await chaos.value
      try await check(e2e, applications, postgres)
    }

    /// Until so many deployments have ended.
    private static func waitForEnds(_ count: Int, _ postgres: TestPostgres.Server) async throws {
      try await eventually("\(count) deployments end", within: .seconds(600), every: .seconds(1)) {
        let rows = try await postgres.query("SELECT COUNT(*) FROM deployment WHERE status = 'done'")
        return rows.first.flatMap { Int($0) } ?? 0 >= count
      }
    }

    private func makeApplications(_ e2e: EndToEndFixture) async throws -> [EndToEndApplication] {
      var all: [EndToEndApplication] = []
      let project = try await e2e.api.call("project.create", ["name": "Many"])
      let environment = try (project["environment"] ?? .null).text("environmentId")
      for number in 0..<Self.applications {
        let application = try await e2e.application("Many \(number)", environment: environment)
        try await e2e.api.call(
          "application.saveDockerProvider",
          [
            "applicationId": .string(application.id), "dockerImage": "nginx:alpine", "username": nil, "password": nil,
            "registryUrl": nil,
          ])
        try await application.monitorShortly()
        all.append(application)
      }
      return all
    }

    private static func killAgainAndAgain(_ workers: [EndToEndServer]) async throws {
      var turn = 0
      while !Task.isCancelled {
        try await Task.sleep(for: .seconds(5))
        let worker = workers[turn % workers.count]
        try await worker.kill9()
        try await worker.start()
        turn += 1
      }
    }

    /// What the rows and Docker say at the end.
    private func check(
      _ e2e: EndToEndFixture, _ applications: [EndToEndApplication], _ postgres: TestPostgres.Server
    ) async throws {
      let count = Self.applications * Self.rounds
      let states = "SELECT status, COUNT(*) FROM deployment GROUP BY status"
      let found = try await postgres.query(states)
      #expect(found == ["done|\(count)"], "\(found)")
      let jobs = "SELECT state, COUNT(*) FROM job WHERE kind = 'deploy' GROUP BY state"
      let ended = try await postgres.query(jobs)
      #expect(ended == ["finished|\(count)"], "\(ended)")
      // Of one application none began before the one before had ended.
      let overlaps = """
        SELECT COUNT(*) FROM deployment a JOIN deployment b ON a.deployable_id = b.deployable_id AND a.id <> b.id
        WHERE a.created_at < b.created_at AND a.finished_at > b.started_at
        """
      let together = try await postgres.query(overlaps)
      #expect(together == ["0"], "\(together)")
      try await eventually("each application has one service", within: .seconds(120), every: .seconds(1)) {
        try await e2e.docker.services().count == applications.count
      }
    }

    /// Somebody who deploys one application again and again, at any door, each time when the last one has ended: before, a
    /// newer one takes the place of one that waits, or that a killed worker has left.
    private struct Driver {
      let application: EndToEndApplication
      let apis: [EndToEndAPI]
      let number: Int

      func run(_ rounds: Int) async throws {
        var known: Set<String> = []
        for round in 0..<rounds {
          let api = apis[(number + round) % apis.count]
          let id = try await deploy(by: api, known)
          known.insert(id)
          try await eventually("\(id) ends", within: .seconds(600), every: .milliseconds(700)) {
            try await api.query("deployment.one", ["deploymentId": id]).text("status") != "running"
          }
        }
      }

      /// While the database is away nobody knows whether a wish was kept: then one looks before one asks again.
      private func deploy(by api: EndToEndAPI, _ known: Set<String>) async throws -> String {
        var (found, isUnsure): (String?, Bool) = (nil, false)
        try await eventually("a door takes the deployment", within: .seconds(120), every: .seconds(1)) {
          if isUnsure {
            let all = try await api.query("deployment.all", ["applicationId": application.id]).arrayValue ?? []
            found = try all.map { try $0.text("deploymentId") }.first { !known.contains($0) }
          }
          guard found == nil else { return true }
          isUnsure = true
          found = try await api.call("application.deploy", ["applicationId": .string(application.id)])
            .text("deploymentId")
          return true
        }
        return found ?? ""
      }
    }
  }
}
