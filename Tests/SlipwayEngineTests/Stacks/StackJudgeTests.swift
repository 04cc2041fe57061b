import Foundation
import SlipwayCompose
import SlipwayCore
import SlipwayHost
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayEngine

/// What a file asks of the server, as the real Docker Compose reads it.
@Suite struct StackJudgeTests {
  /// The names with which Compose knows letters of ASCII that are none.
  private static let (kelvin, longS) = ("\u{212A}", "\u{017F}")

  static func stack(_ fixture: EngineFixture, _ text: String, env: String = "") async throws -> ComposeStack {
    var stack = ComposeStack(
      organizationID: fixture.application.organizationID, environmentID: fixture.application.environmentID,
      name: "shop", appName: "shop-\(RandomText.suffix(6))", createdAt: Date())
    stack.secrets.composeFile = Secret(text)
    stack.secrets.env = Secret(env)
    let made = stack
    try await fixture.engine.store.write { try $0.composeStacks.insert(made) }
    return made
  }

  private func asks(_ text: String, env: String = "") async throws -> [ComposeDanger] {
    var found: [ComposeDanger] = []
    try await EngineFixture.with { fixture in
      let stack = try await Self.stack(fixture, text, env: env)
      found = try await StackText.dangers(of: stack, fixture.engine)
    }
    return found
  }

  /// One file with a service for each of these fields.
  private func services(_ fields: [[String: JSONValue]], more: [String: JSONValue] = [:]) throws -> String {
    var services: [String: JSONValue] = [:]
    for (index, fields) in fields.enumerated() {
      services["s\(index)"] = .object(fields.merging(["image": "x"]) { $1 })
    }
    return try StackModel(root: more.merging(["services": .object(services)]) { $1 }).text()
  }

  @Test func `what Compose understands in another way than a reader of the text is named`() async throws {
    let up = String(repeating: "/..", count: 20)
    let inputs: [[String: JSONValue]] = [
      ["volumes": [.string("./{\(up)/etc:/host")]], ["volumes": [.string("./{\(up)/run/docker.sock:/s")]],
      ["volumes": ["/{/../run/docker.sock:/s"]], ["volumes": [.string("${\(Self.kelvin):-/etc}:/host")]],
      ["privileged": .string("${\(Self.kelvin):-true}")], ["pid": .string("${\(Self.kelvin):-host}")],
      ["network_mode": .string("${\(Self.kelvin):-host}")], ["userns_mode": .string("${\(Self.kelvin):-host}")],
      ["ipc": .string("${\(Self.longS)-host}")], ["volumes": ["/etc/localtime:/l:ro,rw"]],
      ["volumes": ["./a/b:/b"]], ["volumes": ["C:/x:/x"]],
      ["logging": ["driver": "splunk", "options": ["splunk-url": "http://127.0.0.1:3000"]]],
      ["networks": ["shared": ["aliases": ["db", "redis"]]]],
    ]
    var all = inputs
    all.append(["volumes": ["./a:/a:ro,rw"]])
    let found = try await asks(
      try services(all, more: ["networks": ["shared": ["name": "slipway-network", "external": true]]]))
    for index in inputs.indices {
      #expect(
        found.contains { $0.path.hasPrefix("services.s\(index).") }, "\(inputs[index]) in \(found.map(\.sentence))")
    }
    #expect(!found.contains { $0.path.hasPrefix("services.s\(inputs.count).") })
  }

  @Test(arguments: [
    "volumes: {own: {driver_opts: {type: tmpfs, o: bind, device: /}}}",
    "secrets: {own: {name: victim_dbpass, file: ./e}}",
    "networks: {own: {name: dokploy-network, driver: macvlan, driver_opts: {parent: eth0}}}",
    "networks: {own: {ipam: {config: [{subnet: 1.1.1.0/24}]}}}", "volumes: {own: {name: other_data}}",
    "configs: {own: {name: other_c, content: x}}",
    "networks: {own: {driver_opts: {com.docker.network.bridge.name: br0}}}",
  ])
  func `what a file's volumes, networks and secrets ask for is named with its line`(section: String) async throws {
    let use: String
    switch section.prefix(3) {
    case "vol": use = "volumes: ['own:/v']"
    case "net": use = "networks: [own]"
    case "sec": use = "secrets: [own]"
    default: use = "configs: [own]"
    }
    let found = try await asks("services: {a: {image: x, \(use)}}\n\(section)\n")
    #expect(!found.isEmpty && found.allSatisfy { $0.line == 2 && $0.path.contains(".own.") }, "\(found)")
  }

  @Test func `a file knows the stack's variables and none of the process that reads it`() async throws {
    let names = ["PATH", "LANG", "DOCKER_HOST", "SLIPWAY_RUN", "COMPOSE_EXPERIMENTAL_GIT_REMOTE", "USER"]
    let volumes = names.enumerated().map { JSONValue.string("${\($1):-./x\($0)}:/\($0)") }
    let text = try services([["volumes": .array(volumes + ["${HOME}/y:/home", "${PWD}/z:/z"])]])
    #expect(try await asks(text, env: "HOME=./own").isEmpty)
    #expect(try await asks(text, env: "HOME=/root").map(\.path) == ["services.s0.volumes"])
  }

  @Test func `a home folder is said to be none`() async throws {
    let error = await #expect(throws: SlipwayError.self) {
      try await asks("services: {a: {image: x, volumes: ['~/x:/x']}}")
    }
    #expect(error?.message.contains("nobody's home") == true)
  }

  @Test func `files of the server are not read while nobody has allowed it`() async throws {
    let canary = try temporaryPath("canary")
    try Data("LEAKED=canary\n".utf8).write(to: URL(fileURLWithPath: canary))
    let other = "/nowhere-\(RandomText.suffix(6))"
    let text = """
      services:
        a: {image: x, env_file: ['\(canary)']}
        b: {image: x, label_file: '\(other)'}
      """
    try await EngineFixture.with { fixture in
      var stack = try await Self.stack(fixture, text)
      let found = try await StackText.dangers(of: stack, fixture.engine)
      #expect(found.map(\.path) == ["services.a.env_file", "services.b.label_file"], "\(found)")
      stack.settings.allowedDangers = found.map(\.digest)
      let allowed = stack
      // Read now, and Compose says what is not there.
      let error = await #expect(throws: SlipwayError.self) {
        try await StackText.dangers(of: allowed, fixture.engine)
      }
      #expect(error?.message.contains(other) == true, "\(String(describing: error))")
    }
  }

  @Test func `the judge names whatever Compose makes a danger of, in a few hundred made-up files`() async throws {
    try await EngineFixture.with { fixture in
      let compose = ComposeFuzz(
        folder: try temporaryPath("code"), host: try fixture.engine.hosts.thisMachine())
      var random = ComposeFuzz.Random(seed: 20)
      let made = (0..<400).map { _ in ComposeFuzz.service(&random) }
      let models = try await compose.read(made)
      #expect(models.count > 150, "most of them are files")
      var dangerous = 0
      for (typed, model) in models {
        let found = ComposeJudge.dangers(in: model.root, own: compose.own)
        guard compose.isDangerous(model) else { continue }
        dangerous += 1
        #expect(!found.isEmpty, "\(typed)")
      }
      #expect(dangerous > 25, "enough of them ask for something")
    }
  }
}
