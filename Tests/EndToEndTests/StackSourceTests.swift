import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  @Suite struct StackSourceTests {
    private static let compose = """
      services:
        web:
          build: .
          env_file: .env
          volumes: ["./conf:/conf:ro", "./data:/data"]
      """
    private static let dockerfile = """
      FROM busybox:latest
      COPY index.html /w/index.html
      CMD ["sh", "-c", "cat /conf/a >>/w/index.html; echo $WORD >>/w/index.html; exec httpd -f -p 8080 -h /w"]
      """

    @Test(.timeLimit(.minutes(5)))
    func `a repository's stack is built, patched, deployed by a push and gone back to`() async throws {
      try await EndToEndFixture.with("stack-git") { e2e in
        let repository = try await e2e.git.repository(
          "stack",
          [
            "deploy/compose.yml": Self.compose, "deploy/Dockerfile": Self.dockerfile, "deploy/index.html": "one\n",
            "deploy/conf/a": "conf\n",
          ])
        let stack = try await e2e.stack("")
        let host = "web.\(stack.appName).test"
        try await stack.update([
          "sourceType": "git", "customGitUrl": .string(repository.url), "customGitBranch": "main",
          "composePath": "deploy/compose.yml", "composeFile": "",
        ])
        try await stack.call("saveEnvironment", ["env": "WORD=spoken", "createEnvFile": true])
        try await e2e.api.call(
          "patch.create",
          ["composeId": .string(stack.id), "filePath": "deploy/conf/a", "content": "patched\n"])
        try await stack.addDomain(host, service: "web")
        let first = try await stack.deployed()
        try await stack.waitForPage("one\npatched\nspoken", at: host)
        let row = try await e2e.api.query("deployment.one", ["deploymentId": first])
        #expect(row["composeId"] == .string(stack.id) && row["applicationId"] == .null && row["commit"] != .null)

        let commit = try await repository.push(["deploy/index.html": "two\n"])
        let token = try await stack.one().text("refreshToken")
        let push = try JSONEncoder().encode(
          ["ref": "refs/heads/main", "after": .string(commit), "commits": []] as JSONValue)
        let answer = try await EndToEndHTTP.request(
          port: e2e.ports.panel, path: "/api/deploy/compose/\(token)",
          headers: ["content-type": "application/json", "x-github-event": "push"],
          body: String(decoding: push, as: UTF8.self))
        #expect(answer.status == 200, "\(answer)")
        try await stack.waitForPage("two\npatched\nspoken", at: host, within: .seconds(60))
        let pushed = try await stack.one().items("deployments").first?.text("deploymentId") ?? ""
        #expect(try await stack.end(of: pushed)["status"] == "done")
        try await goBack(stack, to: first, host)
      }
    }

    private func goBack(_ stack: EndToEndStack, to deployment: String, _ host: String) async throws {
      let api = stack.fixture.api
      let row = try await api.query("deployment.one", ["deploymentId": deployment])
      let rollback = try (row["rollback"] ?? .null).text("rollbackId")
      let queued = try await api.call("rollback.rollback", ["rollbackId": .string(rollback)])
      let newest = try queued.text("deploymentId")
      let ended = try await stack.end(of: newest)
      let log = try await stack.log(of: newest)
      #expect(ended["status"] == "done", "\(ended)\n\(log)")
      try await stack.waitForPage("one\npatched\nspoken", at: host)
    }

    @Test(.timeLimit(.minutes(4)))
    func `what a file asks of the server is allowed once, for what was seen, and asked again on the way back`()
      async throws
    {
      try await EndToEndFixture.with("stack-leave") { e2e in
        let repository = try await e2e.git.repository(
          "leave", ["docker-compose.yml": Self.asking("ipc: host")])
        let stack = try await e2e.stack("")
        try await stack.update([
          "sourceType": "git", "customGitUrl": .string(repository.url), "composeFile": "",
          "composePath": "docker-compose.yml", "customGitBranch": "main",
        ])
        let refused = try await stack.end(of: try await stack.deploy())
        #expect(refused["status"] == "error", "\(refused)")
        #expect(refused["errorMessage"]?.stringValue?.contains("line 4: services.a.ipc") == true, "\(refused)")
        try await allow(stack)
        let first = try await stack.deployed()

        try await repository.push(["docker-compose.yml": Self.asking("uts: host")])
        let other = try await stack.end(of: try await stack.deploy())
        #expect(other["errorMessage"]?.stringValue?.contains("services.a.uts") == true, "\(other)")
        try await allow(stack)
        try await stack.deployed()
        // The leave is for what was seen last: the first version is not gone back to by it.
        let row = try await e2e.api.query("deployment.one", ["deploymentId": first])
        let rollback = try (row["rollback"] ?? .null).text("rollbackId")
        let back = try await e2e.api.call("rollback.rollback", ["rollbackId": .string(rollback)])
        let ended = try await stack.end(of: try back.text("deploymentId"))
        #expect(ended["errorMessage"]?.stringValue?.contains("services.a.ipc") == true, "\(ended)")
        #expect(try await e2e.docker.containers(of: stack.id).count == 1)
      }
    }

    private func allow(_ stack: EndToEndStack) async throws {
      let asks = try await stack.fixture.api.query("compose.asks", ["composeId": stack.id])
      let digests = try asks.items("items").map { JSONValue.string(try $0.text("digest")) }
      #expect(digests.count == 1 && asks["isMineToAllow"] == true, "\(asks)")
      try await stack.call("allow", ["digests": .array(digests)])
    }

    private static func asking(_ line: String) -> String {
      "services:\n  a:\n    image: busybox:latest\n    \(line)\n    command: sleep 1000\n    stop_grace_period: 1s\n"
    }

    @Test(.timeLimit(.minutes(4)))
    func `a private image is pulled with the organisation's registry, and not without it`() async throws {
      try await EndToEndFixture.with("stack-registry") { e2e in
        let registry = RegistryServer(folder: e2e.folder + "/registry", port: e2e.ports.ssh)
        try await registry.start()
        do {
          try await pulls(e2e, registry)
          try await registry.stop()
        } catch {
          try await registry.stop()
          throw error
        }
      }
    }

    private func pulls(_ e2e: EndToEndFixture, _ registry: RegistryServer) async throws {
      let image = "\(registry.address)/team/private:1"
      _ = try await e2e.docker.run("tag", "busybox:latest", image)
      let folder = e2e.folder + "/docker"
      let login = [
        "docker", "--config", folder, "login", "-u", "ada", "-p", RegistryServer.password, registry.address,
      ]
      try await EndToEndCommand.run(login)
      try await EndToEndCommand.run(["docker", "--config", folder, "push", "-q", image])
      _ = try await e2e.docker.run("image", "rm", image)

      let stack = try await e2e.stack(
        "services: {a: {image: '\(image)', command: sleep 1000, stop_grace_period: 1s}}")
      let refused = try await stack.end(of: try await stack.deploy())
      #expect(refused["errorMessage"]?.stringValue?.contains("could not be pulled") == true, "\(refused)")
      // Somebody else has pulled it: it lies on the engine, and is still not this organisation's.
      try await EndToEndCommand.run(["docker", "--config", folder, "pull", "-q", image])
      let lying = try await stack.end(of: try await stack.deploy())
      #expect(lying["errorMessage"]?.stringValue?.contains("may not be used") == true, "\(lying)")
      try await e2e.api.call("registry.create", registry.input(password: RegistryServer.password))
      let log = try await stack.log(of: try await stack.deployed())
      #expect(!log.contains(RegistryServer.password))
      try await stack.call("delete", ["deleteVolumes": true])
      _ = try await e2e.docker.run("image", "rm", "-f", image)
      try await builds(e2e, image)
      _ = try? await e2e.docker.run("image", "rm", "-f", image)
    }

    /// What a Dockerfile begins with is as private as what a file names.
    private func builds(_ e2e: EndToEndFixture, _ image: String) async throws {
      let repository = try await e2e.git.repository(
        "private",
        [
          "docker-compose.yml": "services: {a: {build: ., command: sleep 1000, stop_grace_period: 1s}}\n",
          "Dockerfile": "FROM \(image)\n",
        ])
      let stack = try await e2e.stack("", name: "Built")
      try await stack.update([
        "sourceType": "git", "customGitUrl": .string(repository.url), "customGitBranch": "main", "composeFile": "",
      ])
      let log = try await stack.log(of: try await stack.deployed())
      #expect(!log.contains(RegistryServer.password))
      #expect(e2e.leftovers() == [])
      try await stack.call("delete", ["deleteVolumes": true])
    }

    private static let binding = """
      include: [parts/more.yml]
      services:
        web:
          image: busybox:latest
          command: ["sh", "-c", "cat /conf/a >/w/index.html; exec httpd -f -p 8080 -h /w"]
          volumes: ["./conf:/conf:ro"]
          tmpfs: /w
          stop_grace_period: 1s
      """

    @Test(.timeLimit(.minutes(5)))
    func
      `what a file brings in is judged and runs, and a changed patch reaches what is bound, wherever work is done`()
      async throws
    {
      let disk = FullDisk()
      try await EndToEndFixture.with(
        "stack-parts", settings: { try await disk.mount($0.data + "/work", size: "64m") }
      ) { e2e in
        do {
          try await parts(e2e)
          await disk.unmount()
        } catch {
          await disk.unmount()
          throw error
        }
      }
    }

    private func parts(_ e2e: EndToEndFixture) async throws {
      let part = { (line: String) in
        "services: {more: {image: 'busybox:latest', command: sleep 1000, stop_grace_period: 1s, \(line)}}\n"
      }
      let repository = try await e2e.git.repository(
        "parts",
        ["docker-compose.yml": Self.binding, "parts/more.yml": part("ipc: host"), "conf/a": "one\n"])
      let stack = try await e2e.stack("")
      let host = "web.\(stack.appName).test"
      try await stack.update([
        "sourceType": "git", "customGitUrl": .string(repository.url), "composeFile": "",
        "composePath": "docker-compose.yml", "customGitBranch": "main",
      ])
      try await stack.addDomain(host, service: "web")
      let refused = try await stack.end(of: try await stack.deploy())
      #expect(refused["errorMessage"]?.stringValue?.contains("services.more.ipc") == true, "\(refused)")
      try await repository.push(["parts/more.yml": part("tty: true")])
      try await stack.deployed()
      try await stack.waitForPage("one", at: host)
      #expect(try await e2e.docker.containers(of: stack.id).count == 2)
      try await e2e.api.call(
        "patch.create", ["composeId": .string(stack.id), "filePath": "conf/a", "content": "patched\n"])
      let log = try await stack.log(of: try await stack.deployed())
      try await stack.waitForPage("patched", at: host)
      #expect(log.contains("Left alone, for nothing changed: more."), "\(log)")
    }
  }
}
