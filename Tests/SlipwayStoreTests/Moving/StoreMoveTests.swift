import Foundation
import SlipwayCore
import SlipwayStore
import SlipwayTesting
import Testing

/// What becomes of a store that moves from a file to PostgreSQL.
@Suite struct StoreMoveTests {
  @Test func `everything arrives as it was, and the file stays as it is`() async throws {
    let (path, tenant) = try await filledFile()
    let address = try await TestPostgres.address()
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    let summary = try await StoreMove.run(from: path, to: address)
    #expect(summary.tables >= 30 && summary.rows > 10)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    let store = try await Store.open(.server(address), secrets: testSecrets())
    let found = try await store.read { try $0.applications.find(tenant.application.id) }
    #expect(found?.name == tenant.application.name)
    try store.close()
  }

  @Test func `a database in which something is, is refused, and stays as it is`() async throws {
    let (path, _) = try await filledFile()
    let address = try await TestPostgres.address()
    _ = try await StoreMove.run(from: path, to: address)
    await #expect { try await StoreMove.run(from: path, to: address) } throws: {
      ($0 as? SlipwayError)?.code == .preconditionFailed
    }
  }

  @Test func `a copy of a store on PostgreSQL is a file that Slipway serves from`() async throws {
    let (path, tenant) = try await filledFile()
    let address = try await TestPostgres.address()
    let summary = try await StoreMove.run(from: path, to: address)
    let store = try await Store.open(.server(address), secrets: testSecrets())
    let copy = try temporaryPath("copy.sqlite")
    try await store.copy(to: copy)
    try store.close()
    let again = try await TestPostgres.address()
    #expect(try await StoreMove.run(from: copy, to: again) == summary)
    let file = try await Store.open(path: copy, secrets: testSecrets())
    try await file.verify()
    let found = try await file.read { try $0.applications.find(tenant.application.id) }
    #expect(found?.secrets.env.reveal() == tenant.application.secrets.env.reveal())
    try file.close()
  }

  private func filledFile() async throws -> (path: String, tenant: TestTenant) {
    let path = try temporaryPath("slipway.sqlite")
    let store = try await Store.open(path: path, secrets: testSecrets())
    let tenants = [TestTenant("acme", number: 1, at: TestCall.now), TestTenant("other", number: 2, at: TestCall.now)]
    try await store.write { tx in
      for tenant in tenants { try tenant.insert(tx) }
      try tx.settings.set("text", "ü 🚢 ' \\ \" $1 \n")
    }
    try store.close()
    return (path, tenants[0])
  }
}
