import Foundation
import SlipwayCore
import Testing

@testable import SlipwayCompose
@testable import SlipwayEngine

@Suite struct StackPartsTests {
  @Test func `extra words become values, and the published command is understood`() throws {
    let extra = try StackArguments(parsing: "--profile web --profile=jobs --pull always --force-recreate")
    #expect(extra.profiles == ["web", "jobs"] && extra.pulls && extra.recreates)
    var settings = StackSettings()
    for kind in StackSettings.Kind.allCases {
      settings.composeType = kind
      #expect(try StackArguments(parsing: settings.standardCommand(appName: "shop")) == StackArguments(parsing: ""))
    }
  }

  @Test(arguments: [
    "--privileged", "up; rm -rf /", "run web sh", "--profile", "--profile '$(id)'", "--pull soon", "'",
  ])
  func `a word that is not known is refused and named`(text: String) {
    let error = #expect(throws: SlipwayError.self) { try StackArguments(parsing: text) }
    #expect(error?.details["command"] != nil)
  }

  @Test func `code that is there moves to its version's folder, what is not there stays from version to version`()
    throws
  {
    let json = """
      {"services": {"web": {"volumes": [
        {"type": "bind", "source": "/tree/checkout/conf", "target": "/c"},
        {"type": "bind", "source": "/tree/checkout/data", "target": "/d"},
        {"type": "bind", "source": "/tree/files/own", "target": "/o"}, {"type": "bind", "source": "/srv/x", "target": "/x"}, {"type": "volume", "source": "v", "target": "/v"}]}},
       "configs": {"a": {"file": "/tree/checkout/a.conf"}}}
      """
    let model = try StackModel(json: Data(json.utf8))
    #expect(
      StackPaths.all(in: model) == [
        "/tree/checkout/conf", "/tree/checkout/data", "/tree/files/own", "/srv/x", "/tree/checkout/a.conf",
      ])
    let paths = StackPaths(
      checkout: "/tree/checkout", fresh: "/tree/files", code: "/keep/code-1", files: "/keep/files")
    let moved = paths.moved(model, present: ["/tree/checkout/conf", "/tree/checkout/a.conf"])
    let sources = moved.services["web"]?["volumes"]?.arrayValue?.map { $0["source"]?.stringValue }
    #expect(sources == ["/keep/code-1/conf", "/keep/files/data", "/keep/files/own", "/srv/x", "v"])
    #expect(moved.root["configs"]?["a"]?["file"] == "/keep/code-1/a.conf")
    #expect(paths.relative("/tree/checkout-other") == nil)
  }

  @Test func `the Swarm's file has only words that its reader knows, and what is left out is said`() throws {
    let json = """
      {"name": "shop", "services": {"web": {"image": "sha256:1", "command": null, "entrypoint": null, "restart": "unless-stopped",
        "depends_on": {"db": {"condition": "service_healthy"}}, "shm_size": "64m",
        "deploy": {"update_config": {"order": "start-first"}},
        "networks": {"default": null, "front": {"aliases": ["a"], "gw_priority": 1}},
        "ports": [{"mode": "ingress", "target": 80, "published": "8080", "protocol": "tcp"},
          {"target": 81, "published": "8081", "host_ip": "127.0.0.1"}],
        "volumes": [{"type": "bind", "source": "/a", "target": "/b", "bind": {"create_host_path": true}}]}},
       "networks": {"default": {"name": "shop_default", "ipam": {}}}}
      """
    let (file, omitted) = SwarmStackFile(hasVirtualAddresses: false).make(of: try StackModel(json: Data(json.utf8)))
    let web = file.services["web"]
    #expect(file.root["version"] == "3.8" && file.root["name"] == nil)
    #expect(web?["restart"] == nil && web?["depends_on"] == nil && web?["command"] == nil)
    #expect(web?["deploy"]?["restart_policy"]?["condition"] == "any")
    #expect(web?["deploy"]?["endpoint_mode"] == "dnsrr")
    #expect(web?["ports"]?.arrayValue == [["target": 80, "published": 8080, "protocol": "tcp", "mode": "host"]])
    #expect(web?["networks"] == ["default": [:], "front": ["aliases": ["a"]]])
    #expect(web?["volumes"]?.arrayValue?.first == ["type": "bind", "source": "/a", "target": "/b"])
    #expect(file.networks["default"] == ["name": "shop_default"])
    #expect(
      omitted == [
        "'web' writes to /a: its tasks stop before their successors start.",
        "Swarm has no 'shm_size' (of 'web'); it is left out.",
        "Swarm publishes ports for everybody: port 8081 of 'web' is left out.",
      ])
    #expect(web?["deploy"]?["update_config"]?["order"] == "stop-first")
  }

  @Test func `what only one node has of a stack holds its services there`() throws {
    let json = """
      {"services": {"built": {"image": "sha256:1", "deploy": {"placement": {"constraints": ["node.labels.a==b"]}}},
        "kept": {"image": "nginx@sha256:1", "volumes": [{"type": "volume", "source": "v", "target": "/v"}]},
        "free": {"image": "nginx@sha256:1"}}}
      """
    let model = try StackModel(json: Data(json.utf8))
    let file = SwarmStackFile(hasVirtualAddresses: true, node: "n1").make(of: model).file
    let constraints = file.services.mapValues { $0["deploy"]?["placement"]?["constraints"] }
    #expect(constraints["built"] == ["node.labels.a==b", "node.id==n1"])
    #expect(constraints["kept"] == ["node.id==n1"] && constraints["free"] == .some(nil))
  }

  @Test func `durations are read as compose files have them`() {
    #expect(ComposeDuration.seconds("1m30s") == 90)
    #expect(ComposeDuration.seconds("500ms") == 0.5)
    #expect(ComposeDuration.seconds("") == nil)
    #expect(ComposeDuration.seconds("soon") == nil)
  }

  @Test func `old command lines of Compose are not used`() {
    #expect(ComposeCommands.isModern("v2.27.0") && ComposeCommands.isModern("5.6.1"))
    #expect(!ComposeCommands.isModern("1.29.2") && !ComposeCommands.isModern("docker-compose version"))
  }

  @Test func `values reach Compose as they are`() {
    let variables = EnvironmentVariables([
      .init(name: "A", value: "it's $X"), .init(name: "B", value: "plain $Y # z"), .init(name: "C", value: "a\nb"),
    ])
    #expect(StackVariables.text(variables) == "A=\"it's \\$X\"\nB='plain $Y # z'\nC='a\nb'\n")
  }
}
