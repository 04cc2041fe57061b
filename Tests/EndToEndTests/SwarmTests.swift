import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  /// A Swarm of two machines, Slipway on one of them: each has its own Docker Engine, and a cable leads from one to the other.
  @Suite struct SwarmTests {
    @Test(.timeLimit(.minutes(8)))
    func `a node joins, takes its share, dies without anybody losing their requests, and comes back`() async throws {
      try await SecondMachine.with { manager in
        try await SecondMachine.with { worker in
          try await prepare(manager, worker)
          var tunnels: [EndToEndProcess] = []
          defer { for tunnel in tunnels { tunnel.signal(SIGTERM) } }
          let port = try EndToEndPorts().git
          tunnels.append(try await worker.tunnel(here: [port]))
          var own: EndToEndProcess?
          try await EndToEndServer.$place.withValue(manager.words) {
            try await EndToEndFixture.with("swarm") { server in
              let ports = server.ports
              own = try await manager.tunnel(there: [ports.panel, ports.http], here: [ports.git, port])
            } _: { e2e in
              if let own { tunnels.append(own) }
              let registry = RegistryServer(folder: e2e.folder + "/registry", port: port)
              try await registry.start()
              do {
                try await life(Swarm(e2e: e2e, manager: manager, worker: worker, registry: registry))
              } catch {
                try? await registry.stop()
                throw error
              }
              try await registry.stop()
            }
          }
        }
      }
    }

    /// What the steps share.
    private struct Swarm: Sendable {
      let e2e: EndToEndFixture
      let manager: SecondMachine
      let worker: SecondMachine
      let registry: RegistryServer

      func nodes() async throws -> [JSONValue] { try await e2e.api.query("cluster.layout").items("nodes") }

      func other() async throws -> JSONValue {
        guard let node = try await nodes().first(where: { $0["isOwn"] == false }) else {
          throw EndToEndFailure("no other node")
        }
        return node
      }

      /// How many tasks of a service run on each node; the manager first.
      func tasks(of application: EndToEndApplication) async throws -> [Int] {
        try await nodes().map { node in
          try node.items("tasks").count { task in
            task["service"]?.stringValue?.hasPrefix(application.appName) == true && task["state"] == "running"
          }
        }
      }

      func wait(for state: String) async throws {
        try await eventually("the other node is \(state)", within: .seconds(60), every: .milliseconds(200)) {
          let node = try await other()
          guard try node.text("state") == state else { throw EndToEndFailure("\(node)") }
          return true
        }
      }
    }

    private func prepare(_ manager: SecondMachine, _ worker: SecondMachine) async throws {
      try await manager.connect(to: worker)
      try await manager.run("docker", "swarm", "init", "--advertise-addr", manager.cableAddress)
      // A node is missed within seconds instead of a quarter of a minute.
      try await manager.run("docker", "swarm", "update", "--dispatcher-heartbeat", "1s")
      for image in ["traefik:v3.7", "busybox:latest"] { try await manager.script("image", image) }
    }

    private func life(_ swarm: Swarm) async throws {
      try await join(swarm)
      let spread = try await spreading(swarm)
      try await powerCut(swarm, spread)
      try await leaving(swarm, spread)
    }

    private func join(_ swarm: Swarm) async throws {
      #expect(try await swarm.nodes().count == 1)
      let command = try await swarm.e2e.api.query("cluster.addWorker").text("command")
      try await EndToEndCommand.run(swarm.worker.words + command.split(separator: " ").map(String.init))
      try await swarm.wait(for: "ready")
      let node = try await swarm.other()
      #expect(node["role"] == "worker" && node["availability"] == "active", "\(node)")
    }

    /// Without a registry only one node has the image, and so all three replicas; with one, both nodes have some.
    private func spreading(_ swarm: Swarm) async throws -> EndToEndApplication {
      let application = try await application("Spread", swarm)
      try await application.update(["replicas": 3])
      let alone = try await application.deploy()
      try await application.deployed(alone)
      #expect(try await swarm.tasks(of: application) == [3, 0])
      #expect(try await application.log(of: alone).contains("Choose a registry"))
      let row = try await swarm.e2e.api.call(
        "registry.create", swarm.registry.input(password: RegistryServer.password))
      try await application.update(["registryId": .string(try row.text("registryId"))])
      try await application.deployed()
      // The version before goes some seconds later.
      try await eventually("three run, on both nodes", within: .seconds(60), every: .milliseconds(200)) {
        let counts = try await swarm.tasks(of: application)
        guard counts.reduce(0, +) == 3, counts.allSatisfy({ $0 > 0 }) else { throw EndToEndFailure("\(counts)") }
        return true
      }
      var answered: Set<String> = []
      try await eventually("each of the three answers", within: .seconds(30)) {
        answered.insert(try await application.get("/host").body)
        return answered.count == 3
      }
      // What tasks on both nodes wrote is in one log.
      let log = try await swarm.e2e.api.query(
        "application.readLogs", ["applicationId": application.id, "tail": "50"])
      for host in answered {
        #expect(log.stringValue?.contains("here is \(host.trimmingSpaces())") == true, "\(log)")
      }
      let task = try #require(try await swarm.other().items("tasks").first { $0["containerId"] != .null })
      let container = try task.text("containerId")
      let far = try await EndToEndHTTP.request(
        port: swarm.e2e.ports.panel, path: "/api/docker.getConfig?containerId=\(container)",
        headers: ["x-api-key": swarm.e2e.api.key])
      #expect(far.status == 412 && far.body.contains("slw\(swarm.worker.number)"), "\(far.status) \(far.body)")
      return application
    }

    private func application(_ name: String, _ swarm: Swarm) async throws -> EndToEndApplication {
      let application = try await swarm.e2e.application(name)
      var files = EndToEndRepository.page(name)
      files["start"] =
        "hostname >/site/host\necho here is $(hostname)\nhttpd -f -p 8080 -h /site & child=$!\ntrap 'kill $child' TERM\nwait\n"
      try await application.useRepository(try await swarm.e2e.git.repository(application.appName, files))
      try await application.useDockerfile()
      try await application.monitorShortly()
      try await application.addDomain()
      return application
    }

    private func powerCut(_ swarm: Swarm, _ application: EndToEndApplication) async throws {
      try await swarm.worker.script("kill")
      var streak = 0
      try await eventually("requests are answered again", within: .seconds(60), every: .milliseconds(20)) {
        let answer = try? await application.get("/host")
        streak = answer?.status == 200 ? streak + 1 : 0
        return streak >= 30
      }
      try await swarm.wait(for: "down")
      try await eventually("the other node has all three", within: .seconds(60), every: .milliseconds(200)) {
        try await swarm.tasks(of: application).first == 3
      }
      try await swarm.worker.script("up", "\(swarm.worker.number)")
      try await swarm.wait(for: "ready")
    }

    /// Swarm moves nothing back by itself; what is deployed next is spread again. Then the node is taken out.
    private func leaving(_ swarm: Swarm, _ application: EndToEndApplication) async throws {
      let tunnel = try await swarm.worker.tunnel(here: [swarm.registry.port])
      defer { tunnel.signal(SIGTERM) }
      try await application.deployed()
      #expect(try await swarm.tasks(of: application).allSatisfy { $0 > 0 })
      let node = JSONValue.string(try await swarm.other().text("nodeId"))
      let refused = try await swarm.e2e.api.answer(to: "cluster.removeWorker", ["nodeId": node])
      #expect(refused.status == 409 && refused.body.contains("Spread"), "\(refused.status) \(refused.body)")
      let traffic = try await Traffic.during(application) {
        try await swarm.e2e.api.call("cluster.removeWorker", ["nodeId": node, "force": true])
        try await eventually("the manager has all three", within: .seconds(60), every: .milliseconds(200)) {
          try await swarm.tasks(of: application) == [3]
        }
      }
      #expect(await traffic.sent > 0)
      try await swarm.worker.run("docker", "swarm", "leave")
    }
  }
}
