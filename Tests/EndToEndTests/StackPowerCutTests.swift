import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  @Suite struct StackPowerCutTests {
    private static func file(_ page: String) -> String {
      """
      services:
        web:
          image: busybox:latest
          command: ["sh", "-c", "mkdir -p /w && echo \(page) >/w/index.html && exec httpd -f -p 8080 -h /w"]
          stop_grace_period: 1s
        keeper:
          image: busybox:latest
          # Two at once would see each other's mark.
          command: ["sh", "-c", "if [ -e /kept/mark ]; then exit 9; fi; trap 'rm /kept/mark; exit 0' TERM; echo \(page) >/kept/mark; while :; do sleep 1 & wait $$!; done"]
          volumes: ["kept:/kept"]
      volumes:
        kept: {}
      """
    }

    @Test(.timeLimit(.minutes(12)))
    func `a server that is killed while a stack is deployed ends the deployment well, and serves meanwhile`()
      async throws
    {
      try await EndToEndFixture.with("stack-power-cut") { e2e in
        let stack = try await e2e.stack(Self.file("before"))
        let host = "web.\(stack.appName).test"
        try await stack.addDomain(host, service: "web")
        try await stack.deployed()
        try await stack.waitForPage("before", at: host)
        for point in [
          "source.end", "start", "start.end", "verify.end", "switch.end", "finish", "retire",
        ] {
          let page = "killed-at-\(point)"
          try await stack.update(["composeFile": .string(Self.file(page))])
          try await e2e.restart(["SLIPWAY_TEST_KILL_AT": point])
          let deployment = try await stack.deploy()
          try await e2e.server.waitForExit(within: .seconds(60))
          #expect(try await stack.get(host).status == 200, "after a kill at \(point)")
          try await e2e.restart()
          let row = try await stack.end(of: deployment)
          let log = try await stack.log(of: deployment)
          #expect(row["status"] == "done", "killed at \(point): \(row)\n\(log)")
          try await stack.waitForPage(page, at: host)
          try await expectOnce(e2e, stack, point)
        }
      }
    }

    private func expectOnce(_ e2e: EndToEndFixture, _ stack: EndToEndStack, _ point: String) async throws {
      try await eventually("after a kill at \(point) one container of each service is left", within: .seconds(40)) {
        let containers = try await e2e.docker.containers(of: stack.id, all: true)
        guard containers.count == 2 else { throw EndToEndFailure("containers \(containers)") }
        return true
      }
      #expect(e2e.leftovers() == [], "killed at \(point)")
    }
  }
}
