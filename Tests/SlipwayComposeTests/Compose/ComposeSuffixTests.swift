import SlipwayCore
import Testing

@testable import SlipwayCompose

/// Every form in which a compose file refers to a name, before and after a suffix is put behind it.
struct ComposeSuffixTests {
  private func suffixed(_ source: String) throws -> YAMLNode {
    let settings = ComposeSettings(appName: "blog", proxyNetwork: "slipway", suffix: "S")
    let once = try ComposeTransform.effective(source: source, settings: settings)
    #expect(try ComposeTransform.effective(source: once.text, settings: settings).text == once.text)
    return try YAMLTree.read(once.text, field: "effective").withoutLines
  }

  private func inService(_ key: String, _ value: String, rest: String = "") throws -> YAMLNode? {
    try suffixed("services:\n  web:\n    image: x\n    \(key): \(value)\n\(rest)")["services"]?["web-S"]?[key]
  }

  @Test(arguments: [
    ("container_name", "web", "web-S"), ("depends_on", "[db]", "[db-S]"),
    ("depends_on", "{db: {condition: service_healthy}}", "{db-S: {condition: service_healthy}}"),
    ("links", "[db, 'cache:kv']", "[db-S, 'cache-S:kv']"), ("volumes_from", "[db, 'db:ro']", "[db-S, 'db-S:ro']"),
    ("volumes_from", "['container:other']", "['container:other']"), ("extends", "base", "base-S"),
    ("extends", "{service: base}", "{service: base-S}"),
    ("extends", "{file: a.yml, service: base}", "{file: a.yml, service: base}"),
    ("networks", "[front, dokploy-network, slipway, default]", "[front-S, dokploy-network, slipway, default]"),
    (
      "networks", "{front: {aliases: [a], ipv4_address: 10.0.0.2}}",
      "{front-S: {aliases: [a], ipv4_address: 10.0.0.2}}"
    ),
    ("configs", "[a, {source: b, target: /b}]", "[a-S, {source: b-S, target: /b}]"),
    ("secrets", "[a, {source: b}]", "[a-S, {source: b-S}]"), ("network_mode", "'service:db'", "'service:db-S'"),
    ("network_mode", "host", "host"), ("pid", "'service:db'", "'service:db-S'"),
    ("volumes", "['data:/d', 'data:/d:ro', 'data:/d:Z']", "['data-S:/d', 'data-S:/d:ro', 'data-S:/d:Z']"),
    ("volumes", "['data/sub:/d']", "['data-S/sub:/d']"),
    (
      "volumes", "['./a:/a', '/a:/a', '../a:/a', '~/a:/a', '$A:/a', '${A:-b}:/a', '/anonymous']",
      "['./a:/a', '/a:/a', '../a:/a', '~/a:/a', '$A:/a', '${A:-b}:/a', '/anonymous']"
    ),
    ("volumes", "[{type: volume, source: data, target: /d}]", "[{type: volume, source: data-S, target: /d}]"),
    ("volumes", "[{type: bind, source: ./d, target: /d}]", "[{type: bind, source: ./d, target: /d}]"),
  ])
  func `A reference follows its name`(key: String, value: String, expected: String) throws {
    #expect(try inService(key, value) == YAMLTree.read(expected, field: "expected").withoutLines)
  }

  @Test func `Names at the root get it, those that live elsewhere keep theirs there`() throws {
    let tree = try suffixed(
      """
      services: {web: {image: x}, db: {image: x}}
      networks: {front: , dokploy-network: {external: true}, default: {driver: bridge}}
      volumes: {data: , old: {external: true}, named: {name: mine}}
      configs: {a: {content: x}}
      secrets: {b: {environment: B}}
      """)
    #expect(ComposeService.names(in: tree["services"]) == ["web-S", "db-S"])
    #expect(ComposeService.names(in: tree["networks"]) == ["front-S", "dokploy-network", "default"])
    #expect(ComposeService.names(in: tree["volumes"]) == ["data-S", "old-S", "named-S"])
    #expect(tree["volumes"]?["old-S"]?["name"]?.text == "old" && tree["volumes"]?["named-S"]?["name"]?.text == "mine")
    #expect(
      ComposeService.names(in: tree["configs"]) == ["a-S"] && ComposeService.names(in: tree["secrets"]) == ["b-S"])
  }

  @Test func `A domain finds its service behind the suffix`() throws {
    let settings = ComposeSettings(
      appName: "blog", proxyNetwork: "slipway", exposures: [.init(service: "web", host: "b.test")], suffix: "S")
    let effective = try ComposeTransform.effective(source: "services: {web: {image: x}}", settings: settings)
    #expect(effective.services.map(\.name) == ["web-S"])
    #expect(effective.services.first?.networks == ["slipway", "default"])
  }
}
