import Foundation
import SlipwayCore
import SlipwayStore
import SlipwayTesting
import Testing

@Suite struct BuiltImagesTests {
  private let tenant = Tenant()

  private func record(_ key: String, place: String = "", at seconds: Double = 0) -> BuildRecord {
    let moment = Tenant.start.addingTimeInterval(seconds)
    return BuildRecord(
      organizationID: tenant.organization.id, place: place, key: key, parts: ["the code": key],
      identity: "sha256:" + key,
      appName: "web", deployableID: tenant.application.id, deploymentID: ID("d"), builtAt: moment, usedAt: moment)
  }

  @Test func `an image is found by its key, in its organisation and on its machine only`() async throws {
    let store = try await tenant.store()
    let (first, other) = (record("a"), record("a", place: "s"))
    try await store.write { tx throws in
      let table = tx.builtImages
      try table.put(first)
      #expect(try table.find(first.organizationID, place: "", key: "a") == first)
      #expect(try table.find(first.organizationID, place: "s", key: "a") == nil)
      #expect(try table.find(ID("other"), place: "", key: "a") == nil)
      try table.put(other)
      try table.remove(other)
      #expect(try table.find(first.organizationID, place: "", key: "a") == first)
    }
  }

  @Test func `the newest of a service is the one that was built last`() async throws {
    let store = try await tenant.store()
    let records = [record("b", at: 9), record("a", at: 1)]
    try await store.write { tx throws in
      for one in records { try tx.builtImages.put(one) }
      #expect(try tx.builtImages.newest(of: records[0].deployableID) == records[0])
    }
  }

  @Test func `what was not used for longest is forgotten first`() async throws {
    let store = try await tenant.store()
    let records = (0..<(BuiltImages.keep + 3)).map { record("k\($0)", at: Double($0)) }
    try await store.write { tx throws in
      for one in records.dropLast(3) { try tx.builtImages.put(one) }
      try tx.builtImages.use(records[0], at: Tenant.start.addingTimeInterval(9999))
      for one in records.suffix(3) { try tx.builtImages.put(one) }
      let organization = records[0].organizationID
      #expect(try tx.builtImages.find(organization, place: "", key: "k0") != nil)
      #expect(try tx.builtImages.find(organization, place: "", key: "k1") == nil)
      #expect(try tx.builtImages.find(organization, place: "", key: "k\(BuiltImages.keep + 2)") != nil)
    }
  }

  @Test func `what stands for a text is the same each time and tells nothing of it`() async throws {
    let store = try await tenant.store()
    try await store.write { tx throws in
      #expect(tx.builtImages.seal("a") == tx.builtImages.seal("a"))
      #expect(tx.builtImages.seal("a") != tx.builtImages.seal("b"))
    }
  }
}
