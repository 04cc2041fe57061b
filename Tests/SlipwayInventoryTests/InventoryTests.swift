import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayTesting
import Testing

@testable import SlipwayInventory

@Suite struct InventoryOwnersTests {
  private static let organization = ID<Organization>("acme")
  private static let web = Deployable(
    id: ID("web1"), kind: .application, organizationID: organization, environmentID: ID("e"), name: "Web",
    appName: "web-abc", createdAt: Date(timeIntervalSince1970: 0))

  private func owners(ownsServer: Bool = false) -> InventoryOwners {
    InventoryOwners(
      instance: "slipway", viewer: InventoryViewer(organization: Self.organization, ownsMachine: ownsServer),
      services: [Self.web])
  }

  @Test func `labels and rows say whose something is`() {
    let mine = ["slipway.instance": "slipway"]
    for (labels, kind) in [
      (mine.merging(["slipway.deployable": "web1"]) { $1 }, InventoryOwner.Kind.service),
      (mine.merging(["slipway.deployable": "other"]) { $1 }, .other),
      (mine.merging(["slipway.deployable": "gone", "slipway.organization": "acme"]) { $1 }, .organization),
      (mine.merging(["slipway.organization": "acme"]) { $1 }, .organization),
      (mine.merging(["slipway.organization": "else"]) { $1 }, .other), (mine, .slipway),
      (["slipway.instance": "another", "slipway.deployable": "web1"], .other), ([:], .server),
    ] {
      #expect(owners().owner(labels).kind == kind, "\(labels)")
    }
    #expect(owners().owner(nil).kind == .server)
  }

  @Test func `an image's name says it where labels do not`() {
    #expect(owners().owner(of: (["slipway/web-abc:d-1"], nil)).serviceName == "Web")
    #expect(owners().owner(of: (["slipway/other:d-1"], nil)).kind == .other)
    #expect(owners().owner(of: (["nginx:1"], nil)).kind == .server)
  }

  @Test func `only the server's owner sees what is not their organization's`() {
    for kind in [InventoryOwner.Kind.slipway, .other, .server] {
      #expect(!owners().shows(InventoryOwner(kind)))
      #expect(owners(ownsServer: true).shows(InventoryOwner(kind)))
    }
    #expect(owners().shows(InventoryOwner(Self.web)))
  }
}

/// What somebody sees of an engine that has things of two organisations and of nobody.
@Suite struct InventoryTests {
  private static func with(
    _ body: (TestCall, TestTenant) async throws -> Void
  ) async throws {
    nonisolated(unsafe) var ids = ("", "")
    try await FakeDocker.with({ request in
      switch request.path {
      case "/containers/json": FakeDocker.Answer(200, containers(ids.0, ids.1))
      case "/volumes":
        FakeDocker.Answer(200, #"{"Volumes": [{"Name": "acme-data"}, {"Name": "nobodys"}, {"Name": "db"}]}"#)
      case "/networks":
        FakeDocker.Answer(
          200, #"[{"Id": "n1", "Name": "slipway-network", "Driver": "overlay"}, {"Id": "n2", "Name": "host"}]"#)
      case "/services", "/images/json": FakeDocker.Answer(200, "[]")
      default: nil
      }
    }) { _, client in
      let test = try await TestCall.make(host: FakeHost(docker: client))
      ids = (test.acme.application.id.rawValue, test.other.application.id.rawValue)
      try await body(test, test.acme)
    }
  }

  private static func containers(_ own: String, _ foreign: String) -> String {
    func one(_ id: String, _ name: String, _ labels: String, _ volume: String) -> String {
      """
      {"Id": "\(id)", "Names": ["/\(name)"], "Image": "nginx:1@sha256:aa", "State": "running", "Labels": {\(labels)},
       "Ports": [{"IP": "0.0.0.0", "PrivatePort": 80, "PublicPort": 8080, "Type": "tcp"}],
       "Mounts": [{"Type": "volume", "Name": "\(volume)"}],
       "NetworkSettings": {"Networks": {"slipway-network": {"IPAddress": "10.0.0.2"}}}}
      """
    }
    let label = { (id: String) in #""slipway.instance": "slipway", "slipway.deployable": "\#(id)""# }
    return
      "[\(one("c1", "own", label(own), "db")),\(one("c2", "foreign", label(foreign), "x")),\(one("c3", "hand", "", "y"))]"
  }

  @Test func `a member sees the containers of the own services, the server's owner all of them`() async throws {
    try await Self.with { test, acme in
      let own = try await Inventory(
        test.engine, InventoryViewer(organization: acme.organization.id, ownsMachine: false))
      let found = try await own.containers()
      #expect(found.map(\.name) == ["own"])
      #expect(found[0].image == "nginx:1")
      #expect(found[0].ports == ["0.0.0.0:8080->80/tcp"])
      #expect(found[0].owner.serviceName == acme.application.name)
      let all = try await Inventory(
        test.engine, InventoryViewer(organization: acme.organization.id, ownsMachine: true))
      #expect(try await all.containers().map(\.name) == ["foreign", "hand", "own"])
    }
  }

  @Test func `a volume is whose the container is that mounts it, and says who needs it`() async throws {
    try await Self.with { test, acme in
      let own = try await Inventory(
        test.engine, InventoryViewer(organization: acme.organization.id, ownsMachine: false))
      let volumes = try await own.volumes()
      #expect(volumes.map(\.name) == ["db"])
      #expect(volumes[0].need == .container && volumes[0].containers == ["own"])
      let all = try await Inventory(
        test.engine, InventoryViewer(organization: acme.organization.id, ownsMachine: true))
      let needs = Dictionary(
        uniqueKeysWithValues: try await all.volumes().map { ($0.name, $0.need?.rawValue ?? "nothing") })
      #expect(needs["acme-data"] == "mount")
      #expect(needs["nobodys"] == "nothing")
    }
  }

  @Test func `on the shared network one sees one's own containers only`() async throws {
    try await Self.with { test, acme in
      let own = try await Inventory(
        test.engine, InventoryViewer(organization: acme.organization.id, ownsMachine: false))
      let networks = try await own.networks()
      #expect(networks.map(\.name) == ["slipway-network"])
      #expect(networks[0].containers == ["own"] && networks[0].isReserved)
    }
  }
}

@Suite struct DiskShareTests {
  @Test func `what nothing uses can be had back, and what is not known counts as nothing`() throws {
    let text = """
      {"LayersSize": 1000, "Images": [{"Id": "a", "Size": 400, "SharedSize": 100, "Containers": 1},
        {"Id": "b", "Size": 700, "SharedSize": 100, "Containers": 0}],
       "Containers": [{"Id": "c", "State": "running", "SizeRw": 5}, {"Id": "d", "State": "exited", "SizeRw": 7}],
       "Volumes": [{"Name": "v", "UsageData": {"Size": 50, "RefCount": 1}}, {"Name": "w", "UsageData": {"Size": -1}}],
       "BuildCache": [{"ID": "x", "Size": 9, "InUse": false}, {"ID": "y", "Size": 4, "Shared": true}]}
      """
    let shares = DiskShare.all(try JSONDecoder().decode(DockerDiskUse.self, from: Data(text.utf8)))
    #expect(shares.map(\.sizeBytes) == [1000, 12, 50, 9])
    #expect(shares.map(\.reclaimableBytes) == [600, 7, 0, 9])
    #expect(shares.map(\.active) == [1, 1, 1, 0])
  }
}
