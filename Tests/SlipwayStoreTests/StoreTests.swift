import Foundation
import SlipwayCore
import SlipwayStore
import SlipwayTesting
import Testing

@Suite struct StoreTests {
  @Test func `another key is refused with a clear sentence`() async throws {
    let path = try temporaryPath("slipway.sqlite")
    let store = try await Store.open(path: path, secrets: testSecrets())
    try await store.write { try Tenant().insert($0) }
    try store.close()
    let other = try SecretBox(key: Array(repeating: 7, count: 32))
    await #expect {
      try await Store.open(path: path, secrets: other)
    } throws: { error in
      guard let error = error as? SlipwayError else { return false }
      return error.code == .preconditionFailed && error.message.contains("encryption key")
    }
    _ = try await Store.open(path: path, secrets: testSecrets())
  }

  @Test func `rows are there after the store is opened again`() async throws {
    let path = try temporaryPath("slipway.sqlite")
    let tenant = Tenant()
    let store = try await Store.open(path: path, secrets: testSecrets())
    try await store.write { try tenant.insert($0) }
    try store.close()
    let again = try await Store.open(path: path, secrets: testSecrets())
    #expect(try await again.read { try $0.applications.one(tenant.application.id) } == tenant.application)
  }

  @Test func `no secret stands in the file`() async throws {
    let path = try temporaryPath("slipway.sqlite")
    let store = try await Store.open(path: path, secrets: testSecrets())
    var tenant = Tenant()
    let word = "correct-horse-battery-staple"
    tenant.user.passwordHash = Secret(word)
    tenant.project.env = Secret("A=\(word)")
    tenant.environment.env = Secret("B=\(word)")
    tenant.application.refreshToken = Secret(word)
    tenant.application.secrets.env = Secret("C=\(word)")
    tenant.application.secrets.buildArgs = Secret("D=\(word)")
    tenant.application.secrets.registryPassword = Secret(word)
    let filled = tenant
    try await store.write { tx in
      try filled.insert(tx)
      try tx.mounts.insert(
        Mount(
          organizationID: filled.organization.id, deployableID: filled.application.id, type: .file, filePath: "a",
          content: Secret(word), mountPath: "/a"))
      try tx.sshKeys.insert(
        SSHKey(
          organizationID: filled.organization.id, name: "k", publicKey: "ssh-ed25519 AAAA", privateKey: Secret(word),
          createdAt: Tenant.start))
      let deployment = filled.deployment()
      try tx.deployments.insert(deployment)
      var release = filled.release(of: deployment)
      release.spec = Secret(word)
      try tx.releases.insert(release)
    }
    try store.close()
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(bytes.range(of: Data(word.utf8)) == nil)
    #expect(bytes.range(of: Data(filled.application.appName.utf8)) != nil)
  }

  @Test func `a sealed text that was moved to another row does not open`() async throws {
    let path = try temporaryPath("slipway.sqlite")
    let (one, two) = (Tenant("one"), Tenant("two"))
    let store = try await Store.open(path: path, secrets: testSecrets())
    try await store.write { tx in
      try one.insert(tx)
      try two.insert(tx)
    }
    let database = try await SQLiteDatabase.open(path: path)
    try await database.write { connection in
      try connection.run(
        """
        UPDATE deployable SET secrets = (SELECT secrets FROM deployable WHERE id = \(two.application.id))
        WHERE id = \(one.application.id)
        """)
    }
    await #expect(throws: SlipwayError.self) {
      try await store.read { try $0.applications.one(one.application.id) }
    }
    #expect(try await store.read { try $0.applications.one(two.application.id) } == two.application)
  }

  @Test func `a taken name is a conflict`() async throws {
    let tenant = Tenant()
    let store = try await tenant.store()
    var twin = tenant.application
    twin.id = .random()
    twin.refreshToken = Secret("another")
    let duplicate = twin
    await #expect {
      try await store.write { try $0.applications.insert(duplicate) }
    } throws: { ($0 as? SlipwayError)?.code == .conflict }
  }

  @Test func `a folder that does not exist is said in one sentence`() async throws {
    await #expect {
      try await Store.open(path: "/nowhere/slipway.sqlite", secrets: testSecrets())
    } throws: { ($0 as? SlipwayError)?.message.contains("/nowhere/slipway.sqlite") ?? false }
  }
}
