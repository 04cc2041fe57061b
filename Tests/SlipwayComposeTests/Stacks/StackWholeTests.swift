import Foundation
import SlipwayCompose
import SlipwayCore
import Testing

@Suite struct StackWholeTests {
  @Test func `what Compose made of several files is judged like one that a user wrote`() throws {
    let json = """
      {"name": "shop-1", "services": {"db": {"image": "x", "privileged": true, "label_file": ["/w/code/sub/l"],
        "command": null, "environment": {"A": "$$b"}, "build": {"context": "/w/code/sub"},
        "volumes": [{"type": "bind", "source": "/w/code/sub/d", "target": "/d"},
          {"type": "bind", "source": "/w/files/f", "target": "/f"}, {"type": "volume", "source": "v", "target": "/v"},
          {"type": "bind", "source": "/w/code-other", "target": "/o"}],
        "networks": {"default": null, "ext": null}}},
       "networks": {"default": {"name": "shop-1_default", "ipam": {}}, "ext": {"name": "ext", "external": true}},
       "volumes": {"v": {"name": "shop-1_v"}}}
      """
    let text = try StackWhole(project: "shop-1", code: "/w/code", files: "/w/files")
      .text(of: StackModel(json: Data(json.utf8)))
    let read = try StackModel(json: Data(text.utf8))
    #expect(read.root["name"] == nil && read.volumes == ["v": [:]] && read.networks["default"] == ["ipam": [:]])
    let service = read.services["db"]
    #expect(service?["label_file"] == nil && service?["build"]?["context"] == "./sub")
    #expect(
      service?["volumes"]?.arrayValue?.compactMap { $0["source"]?.stringValue } == [
        "./sub/d", "../files/f", "v", "/w/code-other",
      ])
    let dangers = try ComposeDangers.all(in: text, environment: [:], openNetworks: [])
    #expect(
      Set(dangers.map(\.path)) == [
        "services.db.privileged", "services.db.volumes", "networks.ext.external", "networks.ext.name",
      ])
    #expect(try ComposeTransform.services(source: text).map(\.name) == ["db"])
  }
}
