import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  /// Where one stack ends, and the server or another stack begins.
  @Suite struct StackBordersTests {
    @Test(.timeLimit(.minutes(4)))
    func `a repository's link out of it is not followed, and a plain name on the shared network is nobody's`()
      async throws
    {
      try await EndToEndFixture.with("stack-out") { e2e in
        let canary = "canary+\(e2e.instance)/=="
        try canary.write(toFile: e2e.folder + "/key", atomically: true, encoding: .utf8)
        let repository = try await e2e.git.repository(
          "out", ["docker-compose.yml": "services: {a: {image: 'busybox:latest', env_file: [k.env]}}\n"])
        try FileManager.default.createSymbolicLink(
          atPath: repository.work + "/k.env", withDestinationPath: e2e.folder + "/key")
        try await repository.push([:])
        let stack = try await e2e.stack("", name: "Out")
        try await stack.update([
          "sourceType": "git", "customGitUrl": .string(repository.url), "customGitBranch": "main", "composeFile": "",
        ])
        let id = try await stack.deploy()
        let ended = try await stack.end(of: id)
        #expect(ended["errorMessage"]?.stringValue?.contains("'k.env'") == true, "\(ended)")
        #expect(try await !stack.log(of: id).contains("canary") && !"\(ended)".contains("canary"))
        let asks = await #expect(throws: (any Error).self) {
          try await e2e.api.query("compose.asks", ["composeId": stack.id])
        }
        #expect(!String(describing: asks).contains("canary+"))
        try await shared(e2e)
      }
    }

    private func shared(_ e2e: EndToEndFixture) async throws {
      func file(_ name: String) -> String {
        """
        services:
          db:
            {image: 'busybox:latest', command: httpd -f -p 8080, stop_grace_period: 1s,
              networks: [dokploy-network, default], ports: ['\(e2e.ports.ssh):8080']}
          \(name): {image: 'busybox:latest', command: sleep 1000, stop_grace_period: 1s, networks: [dokploy-network]}
        networks: {dokploy-network: {external: true}}
        """
      }
      let (one, two) = (try await e2e.stack(file("x"), name: "One"), try await e2e.stack(file("y"), name: "Two"))
      try await one.deployed()
      let taken = try await two.end(of: try await two.deploy())
      #expect(taken["errorMessage"]?.stringValue?.contains("published by another service") == true, "\(taken)")
      // Again in place, with its port, and without it from then on.
      try await one.deployed()
      try await one.update([
        "composeFile": .string(file("x").replacing("ports: ['\(e2e.ports.ssh):8080']", with: ""))
      ])
      try await one.deployed()
      try await two.deployed()
      let containers = try await e2e.docker.run("ps", "--format", "{{.Names}}")
      let other = try #require(containers.split(separator: "\n").first(where: { $0.hasPrefix(one.appName + "-x-") }))
      await #expect(throws: (any Error).self) { try await e2e.docker.run("exec", String(other), "nslookup", "db") }
    }
  }
}
