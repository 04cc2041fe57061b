import Foundation
import SlipwayCompose
import SlipwayCore
import SlipwayHost
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayEngine

@Suite struct StackGuardTests {
  private func with(_ body: (EngineFixture, FakeDocker) async throws -> Void) async throws {
    try await FakeDocker.with({ _ in nil }) { fake, _ in
      try await EngineFixture.with(docker: fake.host) { try await body($0, fake) }
    }
  }

  private func check(_ file: StackFile, _ stack: ComposeStack, _ fixture: EngineFixture) async throws {
    try await StackGuard(engine: fixture.engine, host: fixture.engine.hosts.thisMachine(), stack: stack).check(file)
  }

  @Test func `a release of then is judged as of now before it is started, repaired or brought back`() async throws {
    try await with { fixture, fake in
      let stack = try await StackJudgeTests.stack(fixture, "services: {web: {image: x}}")
      let file = StackFindingsTests.file(["web": ["image": "sha256:1", "privileged": true]])
      let place = try StackPlace(fixture.engine, try fixture.engine.thisMachine(), stack.id, appName: stack.appName)
      let error = await #expect(throws: SlipwayError.self) { try await place.start(file, [:], log: nil) }
      #expect(error?.code == .forbidden && error?.message.contains("services.web.privileged") == true)
      let refusal = await #expect(throws: JobRefusal.self) { try await StackControl(place).start(file, of: stack) }
      #expect(refusal.map { "\($0)".contains("privileged") } == true)
      #expect(fake.requests.allSatisfy { $0.method == "GET" }, "\(fake.requests.map(\.path))")
      var allowed = stack
      allowed.settings.allowedDangers = StackJudge(fixture.engine, stack).dangers(in: file).map(\.digest)
      try await check(file, allowed, fixture)
      // A leave of before the whole request was looked at allows nothing.
      allowed.settings.allowedDangers = [String(repeating: "a", count: 64)]
      let old = allowed
      await #expect(throws: SlipwayError.self) { try await check(file, old, fixture) }
    }
  }

  @Test func `a row of before, with a verdict in it, is judged by its model`() throws {
    let sealed = try StackFindingsTests.file(["web": ["image": "x", "pid": "host"]]).sealable().reveal()
    var old = try JSONDecoder().decode(JSONValue.self, from: Data(sealed.utf8)).members
    old["dangers"] = []
    let text = try StackModel(root: old).text()
    let release = Release(
      id: ID("r"), organizationID: ID("o"), deployableID: ID("d"), deploymentID: ID("x"), state: .current,
      serviceName: "s", imageReference: "i", imageIdentity: "", spec: Secret(text), createdAt: Date())
    #expect(try StackFile.read(release).services.keys.sorted() == ["web"])
  }

  @Test func `what was allowed to be mounted is still none of Slipway's own data, and has a plain path`() async throws
  {
    try await with { fixture, _ in
      var stack = try await StackJudgeTests.stack(fixture, "services: {web: {image: x}}")
      for path in [
        fixture.folder, "/", fixture.folder + "/stacks/\(stack.appName)/run.json", "/{/../run/docker.sock",
      ] {
        let mount: JSONValue = ["type": "bind", "source": .string(path), "target": "/x"]
        let file = StackFindingsTests.file(["web": ["image": "x", "volumes": [mount]]])
        stack.settings.allowedDangers = StackJudge(fixture.engine, stack).dangers(in: file).map(\.digest)
        #expect(stack.settings.allowedDangers.count == 1)
        let allowed = stack
        let error = await #expect(throws: SlipwayError.self) { try await check(file, allowed, fixture) }
        #expect(error?.code == .badRequest, "\(path)")
      }
    }
  }

  private func publishing(_ port: JSONValue, more: [String: JSONValue] = [:]) -> StackFile {
    StackFindingsTests.file([
      "web": ["image": "x", "ports": [.object(more.merging(["target": 80, "published": port]) { $1 })]]
    ])
  }

  @Test func `a port is the server's own, another service's, or the stack's and seen by all others`() async throws {
    try await with { fixture, _ in
      let (one, two) = (
        try await StackJudgeTests.stack(fixture, "a"), try await StackJudgeTests.stack(fixture, "b")
      )
      let configuration = fixture.engine.configuration
      for own in [configuration.httpPort, configuration.httpsPort, configuration.listenPort, 2377, 22] {
        for more: [String: JSONValue] in [["mode": "host"], ["host_ip": "127.0.0.1"], ["protocol": "udp"]] {
          let error = await #expect(throws: SlipwayError.self) {
            try await check(publishing(.string("\(own)"), more: more), one, fixture)
          }
          #expect(error?.message.contains("port \(own) is used by the server itself") == true)
        }
      }
      try await fixture.engine.store.write { [application = fixture.application] in
        try $0.ports.insert(
          PublishedPort(
            organizationID: application.organizationID, deployableID: application.id, publishedPort: 5432,
            targetPort: 5432))
      }
      for taken in ["5432", "5430-5440"] {
        let error = await #expect(throws: SlipwayError.self) {
          try await check(publishing(.string(taken)), one, fixture)
        }
        #expect(error?.code == .conflict)
      }
      try await check(publishing("5432", more: ["protocol": "udp"]), one, fixture)
      try await check(publishing("9000-9010"), one, fixture)
      let error = await #expect(throws: SlipwayError.self) { try await check(publishing(9005), two, fixture) }
      #expect(error?.message.contains("9005/tcp is published by another service") == true)
      try await check(publishing("9011"), two, fixture)
      try await check(publishing("9000-9010"), one, fixture)
      for none in ["", "0"] as [JSONValue] { try await check(publishing(none), two, fixture) }
      for bad in ["x", "70000", "9-1", "1-2-3"] as [JSONValue] {
        await #expect(throws: SlipwayError.self) { try await check(publishing(bad), two, fixture) }
      }
    }
  }

  @Test func `the ports of a file are ranges, in their order`() throws {
    let ports: [JSONValue] = ["8080", "8081", "8082", "53"].map { ["target": 1, "published": .string($0)] }
    let model = StackModel(root: StackFindingsTests.file(["a": ["ports": .array(ports)]]).model)
    #expect(
      try StackPortRules.all(in: model) == [
        StackPorts.Range(first: 53, last: 53, transport: "tcp"),
        StackPorts.Range(first: 8080, last: 8082, transport: "tcp"),
      ])
  }

  @Test(arguments: [
    ("shop", "shop", true), ("shop-web-1", "shop", true), ("shop_web_1", "shop", true), ("shopping", "shop", false),
    ("shop", "shop-ab12", false), ("mine-ab12-web-1", "mine", false), ("mine-web-1", "mine", true),
    ("mine-ab12-x-web-1", "mine-ab12-x", true),
  ])
  func `a name that begins as all of another's do is another's`(name: String, other: String, isTaken: Bool) {
    #expect(StackGuard.isTaken(name, by: [other], own: "mine-ab12") == isTaken)
  }
}
