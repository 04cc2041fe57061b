import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  @Suite struct ServerTests {
    @Test(.timeLimit(.minutes(8)))
    func `a server is confirmed, set up as often as one likes, lost and found again`() async throws {
      try await SecondMachine.with { machine in
        try await EndToEndFixture.with("servers") { e2e in
          let server = try await machine.add(e2e, key: try await machine.addKey(e2e))
          try await nothingBeforeConfirming(e2e, server)
          try await machine.confirm(e2e, server)
          try await machine.script("image", "traefik:v3.7")
          try await settingUp(e2e, machine, server)
          try await looking(e2e, machine, server)
          try await workingThere(e2e, machine, server)
          try await terminal(e2e, machine, server)
          try await anotherHostKey(e2e, machine, server)
          try await pulledCable(e2e, machine, server)
          try await removing(e2e, machine, server)
        }
      }
    }

    @Test(.timeLimit(.minutes(5)))
    func `an engine that does not run is started, and a key that is not let in is named`() async throws {
      try await SecondMachine.with(.noEngine) { machine in
        try await EndToEndFixture.with("servers-without-engine") { e2e in
          let stranger = try await e2e.api.call(
            "sshKey.create", ["name": "stranger", "organizationId": "", "privateKey": "", "publicKey": ""])
          let server = try await machine.add(e2e, key: try stranger.text("sshKeyId"))
          try await machine.confirm(e2e, server)
          let refused = try await machine.setUp(e2e, server)
          #expect(try refused.text("errorMessage").contains("did not let root in with this key"), "\(refused)")
          #expect(try refused.text("errorMessage").contains(stranger.text("publicKey")))
          let key = try await machine.addKey(e2e)
          try await e2e.api.call(
            "server.update",
            [
              "serverId": .string(server), "name": "web-1", "description": .null,
              "ipAddress": .string(machine.address),
              "port": 22, "username": "root", "sshKeyId": .string(key), "serverType": "build",
            ])
          let run = try await machine.setUp(e2e, server)
          #expect(try run.text("state") == "done", "\(run)")
          #expect(try run.items("steps").map { try $0.text("kind") } == ["connect", "rights", "docker", "engine"])
          try await machine.wait(e2e, server, for: "ready")
        }
      }
    }

    @Test(.timeLimit(.minutes(8)))
    func `a bare Debian gets Docker from its distribution, by a user who may become root`() async throws {
      try await SecondMachine.with(.bare) { machine in
        try await EndToEndFixture.with("servers-bare") { e2e in
          let key = try await machine.addKey(e2e)
          let server = try await machine.add(e2e, key: key, username: "ada", purpose: "build")
          try await machine.confirm(e2e, server)
          let refused = try await machine.setUp(e2e, server)
          #expect(try refused.text("errorMessage").contains("sudo"), "\(refused)")
          try await machine.run(
            "sh", "-c", "echo 'ada ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/ada && chmod 440 /etc/sudoers.d/ada")
          let run = try await machine.setUp(e2e, server)
          #expect(try run.text("state") == "done", "\(run)")
          let docker = try run.items("steps").first { $0["kind"] == "docker" }
          #expect(docker?["message"]?.stringValue?.hasPrefix("installed: Docker version") == true, "\(run)")
          try await machine.wait(e2e, server, for: "ready")
          let found = try await e2e.api.query("server.validate", ["serverId": server])
          #expect(found["privilegeMode"] == "sudo" && found["docker"]?["enabled"] == true, "\(found)")
          #expect(found["dockerGroupMember"] == true, "\(found)")
        }
      }
    }

    private func nothingBeforeConfirming(_ e2e: EndToEndFixture, _ server: String) async throws {
      let early = try await e2e.api.answer(to: "server.setup", ["serverId": .string(server)])
      #expect(early.status == 412 && early.body.contains("host key"), "\(early.status) \(early.body)")
      let wrong = try await e2e.api.answer(
        to: "server.confirmHostKey", ["serverId": .string(server), "fingerprint": "SHA256:nothing"])
      #expect(wrong.status == 409, "\(wrong.body)")
    }

    private func settingUp(_ e2e: EndToEndFixture, _ machine: SecondMachine, _ server: String) async throws {
      let first = try await machine.setUp(e2e, server)
      #expect(try first.text("state") == "done", "\(first)")
      #expect(try first.items("steps").allSatisfy { try $0.text("state") == "done" })
      try await machine.wait(e2e, server, for: "ready")
      // The proxy there answers, with a network and a service of its own; nothing of it is on this machine.
      try await eventually("the proxy over there answers", within: .seconds(20)) {
        let status = try await EndToEndCommand.run([
          "curl", "-s", "-m", "3", "-o", "/dev/null", "-w", "%{http_code}",
          "http://\(machine.address):\(e2e.ports.http)/",
        ])
        guard status == "404" else { throw EndToEndFailure(status) }
        return true
      }
      let services = try await services(machine)
      #expect(services.contains("\(e2e.instance)-traefik"))
      let again = try await machine.setUp(e2e, server)
      #expect(try again.text("state") == "done", "\(again)")
      #expect(try await self.services(machine) == services)
    }

    private func services(_ machine: SecondMachine) async throws -> String {
      try await machine.script("inside", "docker", "service", "ls", "--format", "{{.ID}} {{.Name}}")
    }

    private func looking(_ e2e: EndToEndFixture, _ machine: SecondMachine, _ server: String) async throws {
      let found = try await e2e.api.query("server.validate", ["serverId": server])
      #expect(found["isSwarmInstalled"] == true && found["isDokployNetworkInstalled"] == true, "\(found)")
      #expect(found["privilegeMode"] == "root" && found["docker"]?["enabled"] == true, "\(found)")
      let problems = try found.items("checks").filter { $0["state"] == "problem" }
      #expect(problems.isEmpty, "\(problems)")
      let audit = try await e2e.api.query("server.security", ["serverId": server])
      #expect(audit["ssh"]?["keyAuth"] == true, "\(audit)")
    }

    /// Its containers are seen, and commands run there by the clock, or by hand, as its user.
    private func workingThere(_ e2e: EndToEndFixture, _ machine: SecondMachine, _ server: String) async throws {
      let containers = try await e2e.api.query("docker.getContainers", ["serverId": server]).arrayValue ?? []
      #expect(containers.count == 1 && containers[0]["owner"]?["kind"] == "slipway", "\(containers)")
      let health = try await e2e.api.query("docker.getServerHealth", ["serverId": server])
      #expect(health["containers"]?["containerCount"] == 1, "\(health)")
      let schedule = try await e2e.api.call(
        "schedule.create",
        [
          "name": "Over there", "cronExpression": "0 0 1 1 *", "shellType": "bash", "scheduleType": "server",
          "serverId": .string(server), "command": "hostname; id -un; echo here >/root/made-by-schedule",
        ]
      ).text("scheduleId")
      let run = try await e2e.api.call("schedule.runManually", ["scheduleId": .string(schedule)])
      #expect(run["status"] == "done" && run["exitCode"] == 0 && run["serverId"] == .string(server), "\(run)")
      let log = try await e2e.api.query("deployment.readLogs", ["deploymentId": try run.text("deploymentId")])
      let name = try await machine.script("inside", "hostname").trimmingCharacters(in: .whitespacesAndNewlines)
      #expect(log.stringValue == "\(name)\nroot\n", "\(log)")
      let made = try await machine.script("inside", "cat", "/root/made-by-schedule")
      #expect(made.trimmingCharacters(in: .whitespacesAndNewlines) == "here")
      try await cancelled(e2e, machine, schedule)
    }

    private func cancelled(_ e2e: EndToEndFixture, _ machine: SecondMachine, _ schedule: String) async throws {
      try await e2e.api.call(
        "schedule.update",
        [
          "scheduleId": .string(schedule), "name": "Over there", "cronExpression": "0 0 1 1 *",
          "command": "setsid sleep 4545 & sleep 4545",
        ])
      let run = try await e2e.api.call("schedule.runManually", ["scheduleId": .string(schedule), "wait": false])
      let id = try run.text("deploymentId")
      try await eventually("its command runs there", within: .seconds(20)) {
        try await !machine.script("inside", "pgrep", "-f", "sleep 4545").isEmpty
      }
      try await e2e.api.call("schedule.cancelRun", ["runId": .string(id)])
      try await eventually("it is cancelled", within: .seconds(30)) {
        try await e2e.api.query("schedule.run", ["runId": id])["state"] == "cancelled"
      }
      let left = try? await machine.script("inside", "pgrep", "-f", "sleep 4545")
      #expect(left == nil, "\(left ?? "")")
    }

    private func terminal(_ e2e: EndToEndFixture, _ machine: SecondMachine, _ server: String) async throws {
      let name = try await machine.script("inside", "hostname").trimmingCharacters(in: .whitespacesAndNewlines)
      try await RawSocket.with(e2e.ports.panel) { socket in
        try await socket.upgrade("/terminal?serverId=\(server)&cols=101&rows=29", ["x-api-key: \(e2e.api.key)"])
        #expect(try await socket.status() == 101)
        let words = "stty size; hostname; (trap '' HUP TERM; sleep 4646) & echo first-\"end\""
        let first = try await TerminalTests.type(words, until: "first-end", socket)
        #expect(first.contains("29 101") && first.contains(name), "\(first)")
        try await socket.frame(1, Array(#"{"type":"resize","cols":60,"rows":11}"#.utf8))
        let again = "for i in 1 2 3 4 5 6 7 8 9; do stty size; sleep 0.1; done; echo second-\"end\""
        #expect(try await TerminalTests.type(again, until: "second-end", socket).contains("11 60"))
      }
      try await eventually("nothing of the terminal is left there", within: .seconds(20)) {
        (try? await machine.script("inside", "pgrep", "-f", "sleep 4646")) == nil
      }
    }

    private func anotherHostKey(_ e2e: EndToEndFixture, _ machine: SecondMachine, _ server: String) async throws {
      try await machine.script("rekey")
      // The connection that stands was made with the old key; the next one is refused.
      try await machine.script("cut")
      try await machine.wait(e2e, server, for: "unreachable")
      try await machine.script("heal")
      try await eventually(
        "the new host key is refused and explained", within: .seconds(60), every: .milliseconds(500)
      ) {
        let row = try await e2e.api.query("server.one", ["serverId": server])
        guard row["problem"]?.stringValue?.contains("another host key") == true else {
          throw EndToEndFailure("\(row)")
        }
        return true
      }
      let shown = try await e2e.api.query("server.hostKey", ["serverId": server])
      #expect(shown["isConfirmed"] == false && shown["confirmedFingerprint"] != .null)
      try await machine.confirm(e2e, server)
      try await machine.wait(e2e, server, for: "ready")
    }

    private func pulledCable(_ e2e: EndToEndFixture, _ machine: SecondMachine, _ server: String) async throws {
      try await machine.script("cut")
      let begun = ContinuousClock.now
      let looked = try await EndToEndHTTP.request(
        port: e2e.ports.panel, path: "/api/server.validate?serverId=\(server)", headers: ["x-api-key": e2e.api.key],
        seconds: 40)
      #expect(looked.status == 502, "\(looked.status) \(looked.body)")
      #expect(ContinuousClock.now - begun < .seconds(25))
      try await machine.wait(e2e, server, for: "unreachable")
      // Everything else goes on.
      let health = ContinuousClock.now
      _ = try await e2e.api.query("server.all")
      #expect(ContinuousClock.now - health < .seconds(2))
      let run = try await machine.setUp(e2e, server)
      #expect(try run.text("state") == "error" && run.text("errorMessage").contains("web-1"), "\(run)")
      try await machine.script("heal")
      try await machine.wait(e2e, server, for: "failed")
      #expect(try await machine.setUp(e2e, server).text("state") == "done")
      try await machine.wait(e2e, server, for: "ready")
    }

    private func removing(_ e2e: EndToEndFixture, _ machine: SecondMachine, _ server: String) async throws {
      try await e2e.api.call("server.setEnabled", ["serverId": .string(server), "isEnabled": false])
      let disabled = try await e2e.api.answer(to: "server.setup", ["serverId": .string(server)])
      #expect(disabled.status == 412 && disabled.body.contains("disabled"))
      try await e2e.api.call("server.remove", ["serverId": .string(server)])
      #expect(try await e2e.api.query("server.all").arrayValue?.isEmpty == true)
      #expect(try await services(machine).contains("\(e2e.instance)-traefik"))
    }
  }
}
