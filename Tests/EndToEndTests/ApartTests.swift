import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  /// A web process as on another machine: it has the database, the bus and the key, and nothing else of the workers.
  @Suite struct ApartTests {
    @Test(.timeLimit(.minutes(5)))
    func `a process apart from the workers reads, acts, routes and shows live logs, and says what it cannot`()
      async throws
    {
      let (postgres, redis) = (try await TestPostgres.own(), try await TestRedis.own())
      let address = postgres.address.reveal()
      try await EndToEndFixture.with(
        "apart",
        settings: { server in
          _ = try await server.command(["migrate", "--from", "sqlite:\(server.data)/slipway.sqlite", "--to", address])
          await server.set("SLIPWAY_DATABASE", to: address)
          await server.set("SLIPWAY_BUS", to: redis.url)
          await server.set("SLIPWAY_METRICS_TOKEN", to: "a-token-of-the-test")
        }
      ) { e2e in
        let folder = e2e.folder + "/elsewhere"
        let apart = try await e2e.server.apart("web", folder: folder)
        try await apart.start()
        let result: Result<Void, any Error>
        let api = EndToEndAPI(port: apart.ports.panel, key: e2e.api.key)
        do {
          let application = try await act(e2e, api)
          try await refuse(e2e, api, application)
          try await secondPlace(e2e, apart)
          result = .success(())
        } catch {
          result = .failure(error)
        }
        try await apart.stop()
        try result.get()
        // Nothing of the workers' came here.
        let here = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(here.allSatisfy { $0.hasPrefix("slot-") || $0.hasSuffix(".lock") }, "\(here)")
      }
      try await redis.stop()
      try await postgres.stop()
    }

    private func act(_ e2e: EndToEndFixture, _ api: EndToEndAPI) async throws -> EndToEndApplication {
      try await eventually("it answers", within: .seconds(60)) { try await api.query("settings.health") != .null }
      let (made, repository) = (
        try await e2e.application("Apart"),
        try await e2e.git.repository(
          "apart", EndToEndRepository.page("from apart"))
      )
      try await made.useRepository(repository)
      try await made.useDockerfile()
      try await made.monitorShortly()
      let id = try await api.call("application.deploy", ["applicationId": .string(made.id)]).text("deploymentId")
      let log = try await watch(api, id)
      #expect(log.contains("done"), "\(log.suffix(500))")
      // The domain comes by this door, the file by the worker.
      try await api.call(
        "domain.create", ["applicationId": .string(made.id), "host": .string(made.host), "port": .integer(8080)])
      try await made.waitForPage("from apart", within: .seconds(15))
      try await api.call("application.stop", ["applicationId": .string(made.id)])
      #expect(try await api.query("application.one", ["applicationId": made.id])["applicationStatus"] == "idle")
      try await api.call("application.start", ["applicationId": .string(made.id)])
      try await made.waitForPage("from apart")
      return made
    }

    /// The live log as a browser reads it, to its end.
    private func watch(_ api: EndToEndAPI, _ deployment: String) async throws -> String {
      let script = """
        import asyncio, sys, websockets
        async def main():
            url = f"ws://127.0.0.1:{sys.argv[1]}/listen-deployment?deploymentId={sys.argv[2]}"
            async with websockets.connect(url, additional_headers={"x-api-key": sys.argv[3]}, max_size=None) as socket:
                async for message in socket:
                    print(message if isinstance(message, str) else message.decode(), end="")
        asyncio.run(asyncio.wait_for(main(), 90))
        """
      return try await EndToEndCommand.run([
        EndToEndMachine.python, "-c", script, String(api.port), deployment, api.key,
      ])
    }

    private func refuse(
      _ e2e: EndToEndFixture, _ api: EndToEndAPI, _ application: EndToEndApplication
    ) async throws {
      let boundary = "xxxx"
      let body = """
        --\(boundary)\r\nContent-Disposition: form-data; name="applicationId"\r\n\r\n\(application.id)\r
        --\(boundary)\r\nContent-Disposition: form-data; name="zip"; filename="a.zip"\r\n\r\nPK\r\n--\(boundary)--\r\n
        """
      let upload = try await EndToEndHTTP.request(
        port: api.port, path: "/api/application.dropDeployment",
        headers: ["x-api-key": api.key, "content-type": "multipart/form-data; boundary=\(boundary)"], body: body)
      #expect(upload.status == 412 && upload.body.contains("--docker-host none"), "\(upload.status) \(upload.body)")
      let logs = try await EndToEndHTTP.request(
        port: api.port, path: "/api/application.readLogs?applicationId=\(application.id)&tail=10",
        headers: ["x-api-key": api.key])
      #expect(logs.status == 412 && logs.body.contains("--docker-host none"), "\(logs.status) \(logs.body)")
      let ready = try await EndToEndHTTP.request(port: api.port, path: "/api/ready")
      #expect(ready.status == 200 && ready.body.contains(#""bus":"connected""#), "\(ready.body)")
      let metrics = try await EndToEndHTTP.request(
        port: e2e.ports.panel, path: "/metrics", headers: ["authorization": "Bearer a-token-of-the-test"])
      for line in [
        #"slipway_bus_connected{carrier="redis"} 1"#, "slipway_leader 1", #"slipway_deployments{status="done"} 1"#,
        #"slipway_jobs_ended_total{kind="deploy",outcome="finished"} 1"#,
      ] { #expect(metrics.body.contains(line), "\(line)") }
    }

    /// Workers of one database work at one place.
    private func secondPlace(_ e2e: EndToEndFixture, _ apart: EndToEndServer) async throws {
      let folder = e2e.folder + "/second"
      let (status, text) = try await apart.outcome(
        ["worker"], ["SLIPWAY_DATA_DIR": folder, "SLIPWAY_DOCKER_HOST": "unix:///var/run/docker.sock"])
      #expect(status == 1 && text.contains("at work on") && text.contains("--docker-host none"), "\(status) \(text)")
      let (other, words) = try await apart.outcome(
        ["web"], ["SLIPWAY_DATA_DIR": folder, "SLIPWAY_ENCRYPTION_KEY": String(repeating: "ab", count: 32)])
      #expect(other == 1 && words.contains("encryption key"), "\(other) \(words)")
    }
  }
}
