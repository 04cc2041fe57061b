import Foundation
import SlipwayCore
import Testing

@testable import SlipwayCompose

/// Judges networks and who answers to what on them, and what a leave stands for.
struct ComposeJudgeNetworkTests {
  private static func own(_ change: (inout ComposeOwn) -> Void = { _ in }) -> ComposeOwn {
    var own = ComposeOwn(
      appName: "shop", folders: .read(checkout: "/w/checkout", files: "/w/files"), sharedNetwork: "slipway-network")
    own.networks = ["team"]
    change(&own)
    return own
  }

  private func dangers(_ json: String, _ own: ComposeOwn = own()) throws -> [ComposeDanger] {
    ComposeJudge.dangers(in: try StackModel(json: Data(json.utf8)).root, own: own)
  }

  @Test(arguments: [
    (#"{"name": "other", "external": true}"#, "external"), (#"{"name": "other_default"}"#, "name"),
    // A name that is open to all opens nothing else.
    (
      #"{"name": "dokploy-network", "driver": "macvlan", "driver_opts": {"parent": "eth0"}}"#,
      "name driver driver_opts"
    ),
    (
      #"{"name": "slipway-network", "driver": "macvlan", "driver_opts": {"parent": "eth0"}}"#,
      "name driver driver_opts"
    ),
    (#"{"name": "slipway-network", "external": true, "driver": "macvlan"}"#, "external"),
    (#"{"name": "shop_lan", "driver": "host"}"#, "driver"), (#"{"name": "shop_lan", "driver": "ipvlan"}"#, "driver"),
    (#"{"name": "shop_lan", "driver_opts": {"com.docker.network.bridge.name": "br0"}}"#, "driver_opts"),
    (#"{"name": "shop_lan", "ipam": {"config": [{"subnet": "1.1.1.0/24"}]}}"#, "ipam"),
    (#"{"name": "shop_lan", "ipam": {"config": [{"subnet": "172.0.0.0/8"}]}}"#, "ipam"),
    (#"{"name": "shop_lan", "ipam": {"driver": "other"}}"#, "ipam"),
    (#"{"name": "shop_lan", "ipam": {"config": [{"subnet": "10.1.0.0/16", "gateway": "1.1.1.1"}]}}"#, "ipam"),
    (#"{"name": "shop_lan", "ipam": {"config": [{"subnet": "10.1.0.0/16"}], "options": {"a": "b"}}}"#, "ipam"),
    (#"{"name": "shop_lan", "new": true}"#, "new"),
  ])
  func `a network is the stack's own by all that it says`(network: String, keys: String) throws {
    let found = try dangers(#"{"services": {"a": {"image": "x"}}, "networks": {"lan": \#(network)}}"#)
    #expect(Set(found.map(\.path)) == Set(keys.split(separator: " ").map { "networks.lan.\($0)" }), "\(found)")
  }

  @Test(arguments: [
    #"{"name": "slipway-network", "external": true}"#, #"{"name": "team", "external": true}"#,
    #"{"name": "shop_lan"}"#,
    #"{"name": "shop_lan", "driver": "overlay", "attachable": true, "driver_opts": {"encrypted": ""}, "ipam": {}}"#,
    #"{"name": "shop_lan", "internal": true, "enable_ipv6": true, "labels": {"a": "b"}, "ipam": {"driver": "default", "config": [{"subnet": "172.30.0.0/16", "gateway": "172.30.0.1", "ip_range": "172.30.5.0/24"}, {"subnet": "fd00:1::/64"}]}}"#,
    #"{"name": "shop_lan", "driver_opts": {"com.docker.network.driver.mtu": "1400"}}"#,
  ])
  func `networks of the stack, of all and of its settings are fine`(network: String) throws {
    #expect(try dangers(#"{"services": {"a": {"image": "x"}}, "networks": {"lan": \#(network)}}"#).isEmpty)
  }

  private func shared(_ settings: String, _ own: ComposeOwn = own()) throws -> [ComposeDanger] {
    try dangers(
      #"""
      {"services": {"a": {"image": "x", "networks": {"front": \#(settings)}}},
       "networks": {"front": {"name": "slipway-network", "external": true}}}
      """#, own)
  }

  @Test(arguments: [
    #"{"aliases": ["db"]}"#, #"{"aliases": ["shop"]}"#, #"{"ipv4_address": "10.0.1.5"}"#,
    #"{"mac_address": "02:42:ac:11:00:03"}"#, #"{"aliases": ["shopping-db"]}"#,
  ])
  func `on the network that all share nobody chooses what to answer to`(settings: String) throws {
    #expect(try shared(settings).count == 1)
    #expect(try shared(#"{"aliases": ["shop-db"], "priority": 5}"#).isEmpty)
    #expect(try shared(#"{"aliases": ["address"]}"#, Self.own { $0.addresses = ["address"] }).isEmpty)
  }

  private func privileged(_ fields: String) throws -> [String] {
    try dangers(#"{"services": {"a": {"privileged": true, \#(fields)}}}"#).map(\.digest)
  }

  @Test func `a leave is for the image and for what it is told to run`() throws {
    let first = try privileged(#""image": "x:1", "command": ["a"]"#)
    #expect(try privileged(#""image": "x:1", "command": ["a"], "environment": {"A": "1"}, "restart": "no""#) == first)
    for other in [
      #""image": "x:2", "command": ["a"]"#, #""image": "x:1", "command": ["b"]"#, #""image": "x:1""#,
      #""image": "x:1", "command": ["a"], "entrypoint": ["b"]"#, #""image": "x:1", "command": ["a"], "user": "1""#,
      #""image": "x:1", "command": ["a"], "healthcheck": {"test": ["CMD", "b"]}"#,
      #""image": "x:1", "command": ["a"], "build": {"context": "/w/checkout"}"#,
    ] {
      #expect(try privileged(other) != first, "\(other)")
    }
    let volume =
      #", "volumes": [{"type": "volume", "source": "v", "target": "/v"}]}}, "volumes": {"v": {"name": "v", "external": true}}}"#
    let one = try dangers(#"{"services": {"a": {"image": "x:1""# + volume)
    #expect(one.count == 1)
    #expect(try dangers(#"{"services": {"a": {"image": "x:2""# + volume).map(\.digest) != one.map(\.digest))
  }

  @Test func `a release asks for the same as the file that it was made of`() throws {
    let read = try dangers(
      #"""
      {"services": {"web": {"image": "x:1", "command": null, "pid": "host", "build": {"context": "/w/checkout/app"},
        "volumes": [{"type": "bind", "source": "/w/files/a", "target": "/a"}, {"type": "bind", "source": "/w/checkout/a/b", "target": "/b"}]}}}
      """#)
    let kept = try dangers(
      #"""
      {"services": {"web-1234": {"image": "sha256:1", "pid": "host", "labels": {"a": "b"},
        "volumes": [{"type": "bind", "source": "/s/shop/files/a", "target": "/a"}, {"type": "bind", "source": "/s/shop/code-1/a/b", "target": "/b"}]}}}
      """#,
      Self.own {
        $0.folders = .kept("/s/shop")
        $0.names = ["web-1234": "web"]
        $0.sources = ["web": #"build {"context":"./app"}"#]
      })
    #expect(read.count == 2 && read.map(\.digest) == kept.map(\.digest), "\(read) \(kept)")
    #expect(read.map(\.path) == kept.map(\.path))
    // What Slipway itself keeps beside them is no path of the stack's.
    let beside =
      #"{"services": {"web": {"image": "x", "volumes": [{"type": "bind", "source": "/s/shop/run.json", "target": "/a"}]}}}"#
    #expect(try dangers(beside, Self.own { $0.folders = .kept("/s/shop") }).count == 1)
  }

  @Test func `ranges of addresses are told apart`() throws {
    let wide = try #require(AddressRange("172.16.0.0/12"))
    let narrow = try #require(AddressRange("172.20.1.7/16"))
    #expect(wide.contains(narrow) && !narrow.contains(wide) && narrow.overlaps(wide) && narrow.isPrivate)
    #expect(narrow == AddressRange("172.20.0.0/16") && narrow.privateBlock == wide)
    #expect(AddressRange("fd12::/48")?.isPrivate == true && AddressRange("2001:db8::/32")?.isPrivate == false)
    for text in ["172.20.0.0", "172.20.0.0/33", "172.20.0.0/-1", "x/8", "172.20.0.0/8/8", ""] {
      #expect(AddressRange(text) == nil, "\(text)")
    }
    #expect(AddressRange("0.0.0.0/0")?.contains(narrow) == true && AddressRange("::/0")?.contains(narrow) == false)
  }
}
