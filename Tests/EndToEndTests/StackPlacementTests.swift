import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  /// A compose stack on a server: what it is made from lies here, what its containers mount lies there.
  @Suite struct StackPlacementTests {
    private static let compose = """
      services:
        web:
          build: .
          volumes: ["./conf:/conf:ro", "../files/note:/note:ro", "./notes:/notes", "data:/data"]
      volumes:
        data: {}
      """
    private static let dockerfile = """
      FROM busybox:latest
      COPY start /start
      CMD ["sh", "/start"]
      """
    private static let start = """
      mkdir -p /w; cat /conf/a /note >/w/index.html; httpd -f -p 8080 -h /w & child=$!
      trap 'kill $child' TERM
      wait

      """

    @Test(.timeLimit(.minutes(8)))
    func `a stack runs on a server, and its volume and its folder are backed up and put back there`() async throws {
      try await SecondMachine.with { machine in
        try await EndToEndFixture.with("stack-away") { e2e in
          let server = try await machine.add(e2e, key: try await machine.addKey(e2e))
          try await machine.confirm(e2e, server)
          for image in ["traefik:v3.7", "busybox:latest"] { try await machine.script("image", image) }
          #expect(try await machine.setUp(e2e, server).text("state") == "done")
          let place = Place(e2e: e2e, machine: machine, server: server)
          let stack = try await serving(place)
          try await keeping(place, stack)
          try await commanding(place, stack)
          try await leaving(place, stack)
        }
      }
    }

    /// Where the stack of the test is.
    private struct Place {
      let e2e: EndToEndFixture
      let machine: SecondMachine
      let server: String

      /// What the machine's own Docker Engine says.
      func docker(_ words: [String]) async throws -> String {
        try await EndToEndCommand.run(["Scripts/server.sh", "inside", machine.folder, "docker"] + words)
          .trimmingCharacters(in: .whitespacesAndNewlines)
      }

      /// Within the stack's container there.
      func shell(_ text: String, _ stack: EndToEndStack) async throws -> String {
        let container = try await docker(["ps", "-q", "--filter", "label=slipway.deployable=\(stack.id)"])
        return try await docker(["exec", container, "sh", "-c", text])
      }

      func waitForPage(_ text: String, at host: String) async throws {
        try await eventually("\(host) answers \(text) from the server", within: .seconds(30)) {
          let page = try await EndToEndCommand.run([
            "curl", "-s", "-m", "5", "-H", "Host: \(host)", "http://\(machine.address):\(e2e.ports.http)/",
          ])
          guard page.contains(text) else { throw EndToEndFailure("it answers \(page.prefix(200))") }
          return true
        }
      }

      /// Backs a volume or folder up, spoils it, and puts it back.
      func keep(_ name: String, to destination: String, _ stack: EndToEndStack, spoil: String, look: String)
        async throws
      {
        let before = try await shell(look, stack)
        let plan = try await e2e.api.call(
          "volumeBackups.create",
          [
            "name": "Kept", "volumeName": .string(name), "prefix": "kept", "cronExpression": "0 3 * * *",
            "destinationId": .string(destination), "composeId": .string(stack.id), "serviceName": "web",
            "serviceType": "compose", "turnOff": true,
          ]
        ).text("volumeBackupId")
        let run = try await e2e.api.call("volumeBackups.runManually", ["volumeBackupId": .string(plan)])
        #expect(run["status"] == "done", "\(run)")
        _ = try await shell(spoil, stack)
        let restore = try await e2e.api.call(
          "volumeBackups.restore",
          [
            "serviceId": .string(stack.id), "volumeName": .string(name),
            "backupFileName": .string(try run.text("objectKey")), "destinationId": .string(destination),
          ]
        ).text("deploymentId")
        try await eventually("the restore ends", within: .seconds(90)) {
          let ended = try await e2e.api.query("backup.run", ["runId": restore])
          guard ended["status"] == "done" else { throw EndToEndFailure("\(ended)") }
          return true
        }
        #expect(try await shell(look, stack) == before)
      }
    }

    private func serving(_ place: Place) async throws -> EndToEndStack {
      let e2e = place.e2e
      let repository = try await e2e.git.repository(
        "away",
        [
          "deploy/compose.yml": Self.compose, "deploy/Dockerfile": Self.dockerfile, "deploy/start": Self.start,
          "deploy/conf/a": "one\n",
        ])
      let project = try await e2e.api.call("project.create", ["name": "Away"])
      let row = try await e2e.api.call(
        "compose.create",
        [
          "name": "Stack", "environmentId": .string(try (project["environment"] ?? .null).text("environmentId")),
          "composeType": "docker-compose", "composeFile": "", "serverId": .string(place.server),
        ])
      let stack = EndToEndStack(fixture: e2e, id: try row.text("composeId"), appName: try row.text("appName"))
      try await stack.update([
        "sourceType": "git", "customGitUrl": .string(repository.url), "customGitBranch": "main",
        "composePath": "deploy/compose.yml", "composeFile": "",
      ])
      try await e2e.api.call(
        "mounts.create",
        [
          "type": "file", "filePath": "note", "content": "noted\n", "mountPath": "/note", "serviceType": "compose",
          "serviceId": .string(stack.id),
        ])
      let host = "web.\(stack.appName).test"
      try await stack.addDomain(host, service: "web")
      try await stack.deployed()
      try await place.waitForPage("one\nnoted", at: host)
      #expect(try await e2e.docker.containers(of: stack.id).isEmpty)
      _ = try await repository.push(["deploy/conf/a": "two\n"])
      try await stack.deployed()
      try await place.waitForPage("two\nnoted", at: host)
      let state = try await e2e.api.query("compose.state", ["composeId": stack.id])
      let services = try (state["state"] ?? .null).items("services")
      #expect(services.map { $0["running"] } == [1], "\(state)")
      return stack
    }

    private func keeping(_ place: Place, _ stack: EndToEndStack) async throws {
      let s3 = try await EndToEndS3.start(place.e2e)
      let destination = try await place.e2e.api.call("destination.create", s3.destination()).text("destinationId")
      _ = try await place.shell(
        "echo kept >/data/a; mkdir /notes/sub; echo noted >/notes/sub/a; chown 33 /notes/sub/a", stack)
      try await place.keep(
        "\(stack.appName)_data", to: destination, stack, spoil: "echo spoilt >/data/a; touch /data/more",
        look: "cat /data/a; ls /data")
      try await place.keep(
        "./deploy/notes", to: destination, stack, spoil: "rm -r /notes/sub; touch /notes/more",
        look: "cat /notes/sub/a; stat -c %u /notes/sub/a; ls /notes")
      await s3.kill9()
    }

    /// A schedule of the stack's service.
    private func commanding(_ place: Place, _ stack: EndToEndStack) async throws {
      let schedule = try await place.e2e.api.call(
        "schedule.create",
        [
          "name": "Within", "cronExpression": "0 0 1 1 *", "shellType": "sh", "scheduleType": "compose",
          "composeId": .string(stack.id), "serviceName": "web", "command": "cat /conf/a",
        ]
      ).text("scheduleId")
      let run = try await place.e2e.api.call("schedule.runManually", ["scheduleId": .string(schedule)])
      #expect(run["status"] == "done", "\(run)")
      let log = try await place.e2e.api.query(
        "deployment.readLogs", ["deploymentId": try run.text("deploymentId")])
      #expect(log.stringValue == "two\n", "\(log)")
    }

    private func leaving(_ place: Place, _ stack: EndToEndStack) async throws {
      try await stack.call("delete", ["deleteVolumes": true])
      #expect(try await place.docker(["ps", "-aq", "--filter", "label=slipway.deployable=\(stack.id)"]).isEmpty)
      #expect(try await place.docker(["volume", "ls", "-q", "--filter", "name=\(stack.appName)"]).isEmpty)
      let folder = "/var/lib/slipway-server/\(place.e2e.instance)"
      let files = try await place.machine.script("inside", "find", folder, "-name", "*\(stack.appName)*")
      #expect(files.isEmpty, "\(files)")
    }
  }
}
