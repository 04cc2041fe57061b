import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  @Suite struct StackTests {
    /// Web and worker, a database and a cache with volumes, a migration that must end before the rest begins.
    private static func file(web: String, migration: String = "echo migrated", worker: String = "sleep 1000")
      -> String
    {
      """
      x-stop: &stop
        stop_grace_period: 1s
      services:
        web:
          <<: *stop
          image: busybox:latest
          environment: {PAGE: "\(web)", TOKEN: "${TOKEN}"}
          command: ["sh", "-c", "mkdir -p /w && echo $$PAGE $$TOKEN >/w/index.html && exec httpd -f -p 8080 -h /w"]
          healthcheck: {test: ["CMD", "wget", "-qO", "-", "http://127.0.0.1:8080/"], interval: 1s, retries: 5}
          depends_on:
            migrate: {condition: service_completed_successfully}
            cache: {condition: service_healthy}
        worker:
          <<: *stop
          image: busybox:latest
          command: ["sh", "-c", "\(worker)"]
        database:
          <<: *stop
          image: busybox:latest
          command: ["sh", "-c", "date +%s%N >>/data/starts; exec httpd -f -p 8080 -h /data"]
          volumes: ["data:/data"]
        cache:
          <<: *stop
          image: busybox:latest
          command: sleep 1000
          healthcheck: {test: ["CMD", "true"], interval: 1s}
          tmpfs: /cache
        migrate:
          image: busybox:latest
          command: ["sh", "-c", "\(migration)"]
          depends_on: [database]
      volumes:
        data: {}
      """
    }

    @Test(.timeLimit(.minutes(8)))
    func `five services with two domains are deployed, updated without a failed request and rolled back`()
      async throws
    {
      try await EndToEndFixture.with("stack") { e2e in
        let stack = try await e2e.stack(Self.file(web: "one"))
        let (web, data) = ("web.\(stack.appName).test", "data.\(stack.appName).test")
        try await stack.call("saveEnvironment", ["env": "TOKEN=it's $5", "createEnvFile": true])
        try await stack.addDomain(web, service: "web")
        try await stack.addDomain(data, service: "database")
        let first = try await stack.deployed()
        try await stack.waitForPage("one it's $5", at: web)
        #expect(try await stack.get(data, "/starts").body.split(separator: "\n").count == 1)
        #expect(try await stack.log(of: first).contains("migrate has run to its end"))

        let traffic = try await Traffic.during({ try await stack.get(web) }) {
          try await stack.update(["composeFile": .string(Self.file(web: "two"))])
          try await stack.deployed()
          try await stack.waitForPage("two", at: web)
          try await expectRolledBack(stack, web)
        }
        let (sent, failures) = await (traffic.sent, traffic.failures)
        #expect(failures.isEmpty, "of \(sent) requests failed \(failures.count): \(failures.prefix(10))")
        // What did not change was left alone.
        #expect(try await stack.get(data, "/starts").body.split(separator: "\n").count == 1)

        try await operate(e2e, stack, web)
        try await remove(e2e, stack)
      }
    }

    /// A worker that ends, a migration that fails, a domain without its service: each with its own evidence.
    private func expectRolledBack(_ stack: EndToEndStack, _ web: String) async throws {
      let crash = try await failure(stack, Self.file(web: "three", worker: "echo out of luck; exit 7"))
      #expect(crash["exitCode"] == 7)
      #expect(try crash.text("summary").contains("'worker'"))
      #expect(try crash.items("containerLog").contains { $0.stringValue?.contains("out of luck") == true })
      #expect(crash["isPreviousServing"] == true)
      try await stack.waitForPage("two", at: web)

      let both = try await failure(
        stack,
        Self.file(web: "three", worker: "echo out of luck; exit 7").replacing(
          "command: sleep 1000", with: "command: [sh, -c, 'echo no cache; exit 5']"))
      let services = try [both.text("summary")] + both.items("services").compactMap { $0["name"]?.stringValue }
      #expect(services.contains { $0.contains("worker") } && services.contains { $0.contains("cache") }, "\(both)")

      let migration = try await failure(stack, Self.file(web: "three", migration: "echo no such table; exit 3"))
      #expect(try migration.text("summary").contains("'migrate'"))
      #expect(try migration.items("containerLog").contains { $0.stringValue?.contains("no such table") == true })

      let absent = try await failure(stack, "services: {other: {image: 'busybox:latest', command: sleep 1000}}")
      #expect(try absent.text("summary").contains("web"))
      try await stack.waitForPage("two", at: web)
      #expect(try await stack.one()["composeStatus"] == "error")
      try await stack.update(["composeFile": .string(Self.file(web: "two"))])
    }

    private func failure(_ stack: EndToEndStack, _ file: String) async throws -> JSONValue {
      try await stack.update(["composeFile": .string(file)])
      let row = try await stack.end(of: try await stack.deploy())
      #expect(row["status"] == "error")
      return try #require(row["evidence"])
    }

    private func operate(_ e2e: EndToEndFixture, _ stack: EndToEndStack, _ web: String) async throws {
      try await stack.call("scaleService", ["serviceName": "web", "replicas": 3])
      #expect(try await running(stack)["web"] == 3)
      try await stack.call("stopService", ["serviceName": "worker"])
      #expect(try await running(stack)["worker"] == 0)
      try await stack.call("stop")
      #expect(try await e2e.docker.containers(of: stack.id).isEmpty)
      try await e2e.server.kill9()
      try await e2e.restart()
      try await stack.call("start")
      try await stack.waitForPage("two", at: web)
      #expect(try await running(stack)["web"] == 3)
      #expect(try await running(stack)["worker"] == 0)
    }

    private func running(_ stack: EndToEndStack) async throws -> [String: Int] {
      let output = try await stack.fixture.api.query("compose.state", ["composeId": stack.id])
      let services = try (output["state"] ?? .null).items("services")
      return Dictionary(
        uniqueKeysWithValues: try services.map { service in
          guard case .integer(let count)? = service["running"] else { throw EndToEndFailure("no count: \(service)") }
          return (try service.text("name"), count)
        })
    }

    private func remove(_ e2e: EndToEndFixture, _ stack: EndToEndStack) async throws {
      try await stack.call("delete", ["deleteVolumes": false])
      try await eventually("nothing runs", within: .seconds(60)) {
        try await e2e.docker.containers(of: stack.id, all: true).isEmpty
      }
      let mine = "label=slipway.deployable=\(stack.id)"
      #expect(try await e2e.docker.lines("volume", "ls", "-q", "--filter", mine) == ["\(stack.appName)_data"])
      #expect(try await e2e.docker.lines("network", "ls", "-q", "--filter", mine).isEmpty)
    }

    @Test(.timeLimit(.minutes(5)))
    func
      `a stack on the Swarm is deployed, updated without a failed request, rolled back and removed with its volume`()
      async throws
    {
      try await EndToEndFixture.with("swarm-stack") { e2e in
        let stack = try await e2e.stack(Self.swarm("one"), type: "stack")
        let host = "web.\(stack.appName).test"
        try await stack.addDomain(host, service: "web")
        try await stack.deployed()
        try await stack.waitForPage("one", at: host)
        let traffic = try await Traffic.during({ try await stack.get(host) }) {
          try await stack.update(["composeFile": .string(Self.swarm("two"))])
          try await stack.deployed()
          try await stack.waitForPage("two", at: host)
          let evidence = try await failure(stack, Self.swarm("three", keeper: "exit 9"))
          #expect(try evidence.text("summary").contains("'keeper'"))
          try await stack.waitForPage("two", at: host)
        }
        let failures = await traffic.failures
        #expect(failures.isEmpty, "\(failures.prefix(10))")
        try await stack.call("delete", ["deleteVolumes": true])
        let mine = "label=slipway.deployable=\(stack.id)"
        try await eventually("all is gone", within: .seconds(60)) {
          let services = try await e2e.docker.lines("service", "ls", "-q", "--filter", mine)
          let volumes = try await e2e.docker.lines("volume", "ls", "-q", "--filter", mine)
          return services.isEmpty && volumes.isEmpty
        }
      }
    }

    private static func swarm(_ page: String, keeper: String = "sleep 1000") -> String {
      """
      services:
        web:
          image: busybox:latest
          command: ["sh", "-c", "mkdir -p /w && echo \(page) >/w/index.html && exec httpd -f -p 8080 -h /w"]
          stop_grace_period: 1s
        keeper:
          image: busybox:latest
          command: ["sh", "-c", "\(keeper)"]
          stop_grace_period: 1s
          volumes: ["kept:/kept"]
      volumes:
        kept: {}
      """
    }
  }
}
