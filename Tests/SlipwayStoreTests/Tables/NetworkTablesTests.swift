import Foundation
import SlipwayCore
import SlipwayStore
import SlipwayTesting
import Testing

@Suite struct NetworkTablesTests {
  private let tenant = Tenant()

  private func domain(_ host: String, path: String = "/") -> Domain {
    Domain(
      organizationID: tenant.organization.id, deployableID: tenant.application.id, host: host, path: path,
      internalPath: "/in", stripPath: true, port: 8080, https: true, certificateType: .custom,
      customCertResolver: "le", customEntrypoint: "web2", middlewares: ["a@file", "b"], isEnabled: false,
      createdAt: Tenant.start)
  }

  @Test func `domains get the next number and keep everything`() async throws {
    let store = try await tenant.store()
    let (one, two, tenant) = (domain("a.example.com"), domain("a.example.com", path: "/x"), tenant)
    try await store.write { tx throws in
      let first = try tx.domains.insert(one)
      let second = try tx.domains.insert(two)
      #expect(first.uniqueConfigKey == 1 && second.uniqueConfigKey == 2)
      var expected = two
      expected.uniqueConfigKey = 2
      #expect(try tx.domains.one(two.id) == expected)
      #expect(try tx.domains.all(of: tenant.application.id) == [first, second])
      #expect(try tx.domains.all() == [first, second])
      #expect(try tx.domains.claiming(host: "a.example.com", path: "/x") == [second])
      #expect(try tx.domains.claiming(host: "b.example.com", path: "/").isEmpty)
      var changed = two
      changed.host = "c.example.com"
      try tx.domains.update(changed)
      #expect(try tx.domains.one(two.id).uniqueConfigKey == 2)
    }
  }

  @Test func `mounts round trip, with and without content`() async throws {
    let store = try await tenant.store()
    let tenant = tenant
    let file = Mount(
      organizationID: tenant.organization.id, deployableID: tenant.application.id, type: .file, filePath: "a/b",
      content: Secret(""), mountPath: "/a")
    let volume = Mount(
      organizationID: tenant.organization.id, deployableID: tenant.application.id, type: .volume, volumeName: "v",
      mountPath: "/b")
    let bind = Mount(
      organizationID: tenant.organization.id, deployableID: tenant.application.id, type: .bind, hostPath: "/srv",
      mountPath: "/c")
    try await store.write { tx throws in
      for mount in [volume, bind, file] { try tx.mounts.insert(mount) }
      #expect(try tx.mounts.all(of: tenant.application.id) == [file, volume, bind])
    }
  }

  @Test func `a port is found by the machine that it is on`() async throws {
    let store = try await tenant.store()
    let tenant = tenant
    func port(_ transport: PublishedPort.Transport) -> PublishedPort {
      PublishedPort(
        organizationID: tenant.organization.id, deployableID: tenant.application.id, publishedPort: 5000,
        targetPort: 80, mode: .host, transport: transport)
    }
    let (tcp, udp) = (port(.tcp), port(.udp))
    let server = Server(
      organizationID: tenant.organization.id, name: "web-1", appName: "web-1", address: "192.0.2.1", sshKeyID: nil,
      createdAt: Tenant.start)
    try await store.write { tx throws in
      try tx.ports.insert(udp)
      try tx.ports.insert(tcp)
      #expect(try tx.ports.all(of: tenant.application.id) == [tcp, udp])
      #expect(try tx.ports.claiming(publishedPort: 5000, transport: .udp, on: nil) == udp)
      #expect(try tx.ports.claiming(publishedPort: 5001, transport: .udp, on: nil) == nil)
      try tx.servers.insert(server)
      #expect(try tx.ports.claiming(publishedPort: 5000, transport: .udp, on: server.id) == nil)
      let range = StackPorts.Range(first: 4999, last: 5001, transport: "tcp")
      #expect(try tx.ports.claiming(among: range, on: nil) == tcp)
      #expect(try tx.ports.claiming(among: range, on: server.id) == nil)
    }
  }
}
