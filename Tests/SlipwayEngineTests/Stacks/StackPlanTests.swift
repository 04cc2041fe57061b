import Foundation
import SlipwayCore
import Testing

@testable import SlipwayCompose
@testable import SlipwayEngine

@Suite struct StackPlanTests {
  private static let stack = ComposeStack(
    organizationID: ID("o"), environmentID: ID("e"), name: "Shop", appName: "shop-ab12cd", createdAt: .distantPast)

  private func domain(_ service: String?, _ host: String = "shop.example.org") -> Domain {
    var domain = Domain(organizationID: ID("o"), deployableID: ID("s"), host: host, createdAt: .distantPast)
    domain.serviceName = service
    return domain
  }

  private func model(_ services: String, more: String = "") throws -> StackModel {
    try StackModel(json: Data("{\"services\": \(services)\(more)}".utf8))
  }

  private func file(
    _ services: String, _ domains: [Domain] = [], kind: StackSettings.Kind = .compose, more: String = "",
    image: String = "sha256:1"
  ) throws -> StackFile {
    let model = try model(services, more: more)
    let images = model.services.mapValues { _ in StackPlan.Image(identity: image, reference: "slipway/shop:d-1") }
    return try StackPlan(
      kind: kind, appName: "shop-ab12cd", proxyNetwork: "slipway-network",
      labels: StackLabels.values(instance: "slipway", of: Self.stack.deployable), domains: domains, images: images
    ).file(of: model, effective: "")
  }

  private func service(_ file: StackFile, _ name: String) throws -> JSONValue {
    let key = try #require(file.services[name]?.key)
    return try #require(StackModel(root: file.model).services[key])
  }

  @Test func `a service without a domain keeps its name and stays off the proxy's network`() throws {
    let file = try file(#"{"worker": {"image": "x", "build": {"context": "."}, "networks": {"default": null}}}"#)
    let worker = try service(file, "worker")
    #expect(file.services["worker"]?.key == "worker")
    #expect(file.services["worker"]?.isBeside == false)
    #expect(worker["image"] == "sha256:1")
    #expect(worker["build"] == nil)
    #expect(worker["networks"] == ["default": nil])
    #expect(worker["labels"]?["slipway.service"] == "worker")
    #expect(file.addresses.isEmpty)
  }

  @Test func `a service with a domain gets a name for each version, and its own as an alias`() throws {
    let text =
      #"{"web": {"image": "x", "networks": {"default": null}}, "job": {"depends_on": {"web": {"condition": "service_started"}}}}"#
    let file = try file(text, [domain("web")])
    let key = try #require(file.services["web"]?.key)
    #expect(key.hasPrefix("web-") && file.services["web"]?.isBeside == true)
    let web = try service(file, "web")
    #expect(web["networks"]?["default"]?["aliases"] == ["web"])
    let address = try #require(file.addresses["web"])
    #expect(web["networks"]?["slipway-network"]?["aliases"] == [.string(address)])
    #expect(address.utf8.count <= 63)
    #expect(try service(file, "job")["depends_on"]?.members.keys.sorted() == [key])
    #expect(
      StackModel(root: file.model).networks["slipway-network"] == ["name": "slipway-network", "external": true])
  }

  @Test func `what did not change has the same name, and another image or variable makes another one`() throws {
    let same = #"{"web": {"image": "x", "environment": {"A": "1"}}}"#
    let other = #"{"web": {"image": "x", "environment": {"A": "2"}}}"#
    let scaled = #"{"web": {"image": "x", "environment": {"A": "1"}, "deploy": {"replicas": 3}}}"#
    let key = try file(same, [domain("web")]).services["web"]?.key
    #expect(try file(same, [domain("web")]).services["web"]?.key == key)
    #expect(
      try file(scaled.replacing(#", "deploy": {"replicas": 3}"#, with: ""), [domain("web")]).services["web"]?.key
        == key)
    #expect(try file(other, [domain("web")]).services["web"]?.key != key)
    #expect(try file(same, [domain("web")], image: "sha256:2").services["web"]?.key != key)
  }

  @Test(arguments: [
    (#"{"container_name": "shop"}"#, "container_name"), (#"{"ports": [{"target": 80, "published": "80"}]}"#, "port"),
    (#"{"volumes": [{"type": "volume", "source": "data", "target": "/d"}]}"#, "data"),
    (#"{"networks": {"default": {"ipv4_address": "10.0.0.9"}}}"#, "address"),
  ]) func `what can be there once only is replaced in place, and why is said`(fields: String, word: String) throws {
    let file = try file("{\"web\": \(fields)}", [domain("web")])
    // The same in every version, and not its plain name on the network that all share.
    let key = StackPlan.sharedKey("web", appName: "shop-ab12cd")
    #expect(file.services["web"]?.key == key && key.hasPrefix("web-"))
    #expect(try self.file("{\"web\": \(fields)}", [domain("web")], image: "sha256:2").services["web"]?.key == key)
    #expect(file.services["web"]?.obstacle?.contains(word) == true)
    #expect(file.addresses["web"] != nil)
  }

  @Test func `on the network that all share no service answers to its plain name, and on its own to all its names`()
    throws
  {
    let text = """
      {"web": {"container_name": "nginx", "networks": {"default": null}},
       "db": {"networks": {"default": {"aliases": ["sql"]}, "front": {"aliases": ["shop-ab12cd-db"]}}},
       "side": {"network_mode": "service:db", "links": ["db", "web:w"], "volumes_from": ["db:ro"], "pid": "service:db"},
       "own": {"container_name": "redis", "networks": {"default": null}, "environment": {"A": null, "B": "1"}}}
      """
    let more = #", "networks": {"front": {"name": "slipway-network", "external": true}, "default": {"name": "n"}}"#
    let file = try file(text, [domain("web")], more: more)
    let (web, db, side) = (try service(file, "web"), try service(file, "db"), try service(file, "side"))
    let key = try #require(file.services["db"]?.key)
    #expect(key == StackPlan.sharedKey("db", appName: "shop-ab12cd") && key != "db")
    #expect(db["networks"]?["front"]?["aliases"] == ["shop-ab12cd-db"])
    #expect(db["networks"]?["default"]?["aliases"] == ["sql", "db"])
    #expect(web["container_name"] == "shop-ab12cd-nginx")
    #expect(web["networks"]?["default"]?["aliases"] == ["web", "nginx"])
    #expect(side["network_mode"] == .string("service:\(key)") && side["pid"] == .string("service:\(key)"))
    #expect(side["volumes_from"] == [.string("\(key):ro")])
    let webKey = try #require(file.services["web"]?.key)
    #expect(side["links"] == [.string("\(key):db"), .string("\(webKey):w")])
    let own = try service(file, "own")
    #expect(file.services["own"]?.key == "own" && own["container_name"] == "redis")
    #expect(own["environment"] == ["B": "1"])
  }

  @Test func `what Slipway has stopped does not come back with the engine`() throws {
    let text =
      #"{"a": {"restart": "always"}, "b": {"deploy": {"restart_policy": {"condition": "any"}}}, "c": {"restart": "no"}}"#
    let composed = try file(text)
    #expect(try service(composed, "a")["restart"] == "unless-stopped")
    #expect(try service(composed, "b")["deploy"]?["restart_policy"]?["condition"] == "unless-stopped")
    #expect(try service(composed, "c")["restart"] == "no")
    #expect(composed.services["a"]?.isRestarted == true && composed.services["b"]?.isRestarted == true)
    let swarm = try file(text, kind: .stack)
    #expect(try service(swarm, "b")["deploy"]?["restart_policy"]?["condition"] == "any")
  }

  @Test func `storage that is only read is no obstacle`() throws {
    let text =
      #"{"web": {"volumes": [{"type": "bind", "source": "/c", "target": "/c", "read_only": true}, {"type": "tmpfs", "target": "/t"}]}}"#
    #expect(try file(text, [domain("web")]).services["web"]?.isBeside == true)
  }

  @Test func `a domain whose service is missing or on the host's network is refused with its name`() throws {
    for (text, name) in [(#"{"web": {}}"#, "shop"), (#"{"web": {"network_mode": "host"}}"#, "web")] {
      let error = #expect(throws: SlipwayError.self) { try file(text, [domain(name)]) }
      #expect(error?.details["serviceName"]?.contains("shop.example.org") == true)
    }
  }

  @Test func `labels of ours cannot be forged, and volumes and networks of the stack carry them`() throws {
    let more =
      #", "volumes": {"data": {"name": "shop_data"}, "old": {"external": true}}, "networks": {"default": {"name": "n"}}"#
    let file = try file(#"{"web": {"labels": {"slipway.deployable": "other", "a": "b"}}}"#, more: more)
    let labels = try service(file, "web")["labels"]
    #expect(labels?["slipway.deployable"]?.stringValue == Self.stack.id.rawValue)
    #expect(labels?["a"] == "b")
    let model = StackModel(root: file.model)
    #expect(model.volumes["data"]?["labels"]?["slipway.role"] == "stack")
    #expect(model.volumes["old"]?["labels"] == nil)
    #expect(model.networks["default"]?["labels"]?["slipway.role"] == "stack")
  }

  @Test func `its owner's numbers of containers are put into the file that runs`() throws {
    let file = try file(#"{"web": {"scale": 2}, "db": {"deploy": {"mode": "global"}}}"#)
    let wishes: [String: StackSettings.Service] = ["web": .init(replicas: 5), "db": .init(isStopped: true)]
    let running = file.running(wishes)
    #expect(running.services["web"]?["deploy"]?["replicas"] == 5)
    #expect(running.services["web"]?["scale"] == nil)
    #expect(running.services["db"]?["deploy"] == ["mode": "global"])
    #expect(file.wanted("web", [:]) == 2)
    #expect(file.wanted("web", ["web": .init(isStopped: true)]) == 0)
  }

  @Test func `nothing of a file is printed but its services' names`() throws {
    let file = try file(#"{"web": {"environment": {"PASSWORD": "canary"}}}"#)
    #expect(!"\(file)".contains("canary"))
    #expect(!String(reflecting: file).contains("canary"))
    #expect(file.telling == [Secret("canary")])
  }
}
