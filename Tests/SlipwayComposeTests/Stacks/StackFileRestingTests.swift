import SlipwayCompose
import SlipwayCore
import Testing

@Suite struct StackFileRestingTests {
  private static let file: StackFile = {
    let volume: JSONValue = ["type": "volume", "source": "site", "target": "/srv"]
    let model: [String: JSONValue] = [
      "services": [
        "web-1a": ["image": "a", "volumes": [volume]], "cache": ["image": "b"],
        "copy": ["image": "c", "volumes_from": ["web-1a:ro"]],
        "side": ["image": "d", "network_mode": "service:copy"],
        "worker": ["image": "e", "volumes": [["type": "bind", "source": "/files/data", "target": "/d"]]],
      ], "volumes": ["site": ["name": "stack_site"]],
    ]
    let keys = ["web": "web-1a", "cache": "cache", "copy": "copy", "side": "side", "worker": "worker"]
    return StackFile(
      kind: .compose, model: model,
      services: keys.mapValues {
        StackFile.Service(
          key: $0, image: "i", isBeside: false, replicas: 1, hasDomain: false, hasHealthcheck: false,
          isRestarted: false, startPeriod: 0)
      }, addresses: [:], effective: "")
  }()

  @Test func `only those that have the volume rest, with those that lean on them`() {
    let resting = Self.file.resting { $0.type == "volume" && $0.source == "stack_site" }
    #expect(resting == ["web-1a": "web", "copy": "copy", "side": "side"])
    #expect(Self.file.resting { $0.source == "/files/data" } == ["worker": "worker"])
    #expect(Self.file.resting { _ in false }.isEmpty)
  }
}
