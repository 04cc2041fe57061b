import Foundation
import SlipwayCompose
import SlipwayCore
import Testing

@testable import SlipwayEngine

@Suite struct StackRoomTests {
  private static let root = "/data/stacks/shop"

  /// A file whose services mount what is said: `volume` or a path, read-only with a `-` before it.
  private func file(_ services: [String: [String]]) throws -> StackFile {
    let model: [String: JSONValue] = [
      "services": .object(
        services.mapValues { mounts in
          ["volumes": .array(mounts.map(Self.mount)), "image": "x"]
        }),
      "volumes": ["data": ["name": "shop_data"]],
    ]
    var file = StackFile(kind: .compose, model: model, services: [:], addresses: [:], effective: "")
    for name in services.keys {
      file.services[name] = StackFile.Service(
        key: name, image: "x", isBeside: false, replicas: 1, hasDomain: false, hasHealthcheck: false,
        isRestarted: false, startPeriod: 0)
    }
    return file
  }

  private static func mount(_ text: String) -> JSONValue {
    let source = text.hasPrefix("-") ? String(text.dropFirst()) : text
    return [
      "type": source.hasPrefix("/") ? "bind" : "volume", "source": .string(source), "target": "/x",
      "read_only": .bool(text.hasPrefix("-")),
    ]
  }

  private func leaving(_ writer: StackRoom.Writer, beside services: [String: [String]]) throws -> Set<String> {
    StackRoom.leaving([writer], beside: try file(services), root: Self.root)
  }

  @Test func `who writes to a volume ends before another service takes it over`() throws {
    let writer = StackRoom.Writer(key: "old", volumes: ["shop_data"])
    #expect(try leaving(writer, beside: ["new": ["data"]]) == ["old"])
    // Its own successor waits for it; a reader spoils nothing; what shares it on purpose goes on.
    #expect(try leaving(writer, beside: ["old": ["data"]]).isEmpty)
    #expect(try leaving(writer, beside: ["new": ["-data"]]).isEmpty)
    #expect(try leaving(writer, beside: ["old": ["data"], "new": ["data"]]).isEmpty)
    #expect(try leaving(writer, beside: ["new": []]).isEmpty)
    #expect(try leaving(writer, beside: ["old": [], "new": ["data"]]) == ["old"])
  }

  @Test func `a service that is replaced in place under another name ends first`() throws {
    let key = StackPlan.sharedKey("db", appName: "shop")
    var file = try file(["db": ["data"], "web": []])
    file.services["web"]?.isBeside = true
    let before = { (running: [String]) in StackRoom.predecessors(among: running, of: file, appName: "shop") }
    #expect(before(["db", "web"]).isEmpty)
    #expect(before([key, "web-1a2b3c4d", "other"]) == [key])
    file.services["db"]?.key = key
    let shared = file
    #expect(StackRoom.predecessors(among: [key, "db"], of: shared, appName: "shop") == ["db"])
  }

  @Test func `who writes to a folder ends before what lies in it is mounted`() throws {
    let writer = StackRoom.Writer(key: "old", folders: [Self.root + "/files"])
    #expect(try leaving(writer, beside: ["new": [Self.root + "/files/x"]]) == ["old"])
    #expect(try leaving(writer, beside: ["new": [Self.root + "/files"]]).isEmpty)
    #expect(try leaving(writer, beside: ["new": ["/srv/files/x"]]).isEmpty)
  }
}
