import Foundation
import SlipwayCore
import SlipwayStore
import SlipwayTesting
import Testing

/// Where services run, as the rows know it.
@Suite struct PlacementTests {
  private let tenant = Tenant()
  private let server: Server
  private let away: Application

  init() {
    server = Server(
      organizationID: tenant.organization.id, name: "web-1", appName: "web-1", address: "192.0.2.1", sshKeyID: nil,
      createdAt: Tenant.start)
    var away = Application(
      organizationID: tenant.organization.id, environmentID: tenant.environment.id, name: "away",
      appName: "away-abc123", createdAt: Tenant.start)
    away.serverID = server.id
    self.away = away
  }

  private func store() async throws -> Store {
    let store = try await tenant.store()
    try await store.write { tx in
      try tx.servers.insert(server)
      try tx.applications.insert(away)
    }
    return store
  }

  @Test func `a service keeps the machine that it was made for`() async throws {
    let store = try await store()
    try await store.write { tx in
      #expect(try tx.applications.one(away.id).serverID == server.id)
      #expect(try tx.deployables.one(away.id).serverID == server.id)
      #expect(try tx.deployables.one(tenant.application.id).serverID == nil)
      var moved = away
      moved.serverID = nil
      moved.name = "renamed"
      try tx.applications.update(moved)
      #expect(try tx.deployables.one(away.id).serverID == server.id)
      #expect(try tx.deployables.one(away.id).name == "renamed")
      #expect(try tx.deployables.overview(in: away.organizationID).map(\.serverID).contains(server.id))
    }
  }

  @Test func `a volume of the same name on another machine is another volume`() async throws {
    let store = try await store()
    try await store.write { tx in
      let here = Mount(
        organizationID: away.organizationID, deployableID: tenant.application.id, type: .volume, volumeName: "data",
        mountPath: "/data")
      var there = here
      there.id = ID(RandomText.suffix(12))
      there.deployableID = away.id
      try tx.mounts.insert(here)
      try tx.mounts.insert(there)
      #expect(try tx.mounts.claiming(volumeName: "data", on: nil) == [here])
      #expect(try tx.mounts.claiming(volumeName: "data", on: server.id) == [there])
    }
  }

  @Test func `each machine has its own services, domains and what serves`() async throws {
    let store = try await store()
    let domain = Domain(
      organizationID: away.organizationID, deployableID: away.id, host: "away.example.com", createdAt: Tenant.start)
    try await store.write { tx in
      let domain = try tx.domains.insert(domain)
      #expect(try tx.deployables.all(on: server.id).map(\.id) == [away.id])
      #expect(try tx.deployables.all(on: nil).map(\.id) == [tenant.application.id])
      #expect(try tx.deployables.names(on: server.id).map(\.appName) == ["away-abc123"])
      #expect(try tx.deployables.names().count == 2)
      #expect(try tx.domains.all(on: server.id) == [domain])
      #expect(try tx.domains.all(on: nil).isEmpty)
      #expect(try tx.deployables.routed(on: server.id).map(\.id) == [away.id])
      #expect(try tx.deployables.routed(on: nil).isEmpty)
    }
  }

  @Test func `a server with services is not removed, one without is`() async throws {
    let store = try await store()
    await #expect(throws: (any Error).self) { try await store.write { try $0.servers.delete(server.id) } }
    try await store.write { tx in
      try tx.applications.delete(away.id)
      #expect(try tx.servers.delete(server.id))
    }
  }

  @Test func `servers are in use once they were set up, or when something runs there`() async throws {
    let store = try await store()
    let key = SSHKey(
      organizationID: tenant.organization.id, name: "k", publicKey: "p", privateKey: Secret("s"),
      createdAt: Tenant.start)
    var (ready, fresh, disabled, used) = (server, server, server, server)
    (ready.id, fresh.id, disabled.id) = (.random(), .random(), .random())
    for change in [\Server.hostKey] {
      (ready[keyPath: change], fresh[keyPath: change]) = ("ssh-ed25519 AAAA", "ssh-ed25519 AAAA")
      (disabled[keyPath: change], used[keyPath: change]) = ("ssh-ed25519 AAAA", "ssh-ed25519 AAAA")
    }
    (ready.sshKeyID, fresh.sshKeyID, disabled.sshKeyID, used.sshKeyID) = (key.id, key.id, key.id, key.id)
    disabled.isEnabled = false
    let (all, runs) = ([ready, fresh, disabled], [ready, disabled])
    let (usedNow, readyNow) = (used, ready)
    try await store.write { tx in
      try tx.sshKeys.insert(key)
      try tx.servers.update(usedNow)
      for server in all { try tx.servers.insert(server) }
      for server in runs {
        let run = ServerRun(
          organizationID: server.organizationID, serverID: server.id, steps: [], createdAt: Tenant.start)
        try tx.serverRuns.insert(run)
        try tx.serverRuns.finish(run.id, status: .done, message: nil, now: Tenant.start)
      }
      #expect(Set(try tx.servers.inUse().map(\.id)) == [readyNow.id, usedNow.id])
    }
  }
}
