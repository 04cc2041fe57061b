import Foundation
import SlipwayCore
import SlipwayStore
import SlipwayTesting
import Testing

@Suite struct RecordTablesTests {
  private let tenant = Tenant()

  @Test func `audit entries are read newest first in pages`() async throws {
    let store = try await tenant.store()
    let tenant = tenant
    try await store.write { tx throws in
      let entries = (0..<5).map { number in
        AuditEntry(
          organizationID: tenant.organization.id, userID: tenant.user.id, userEmail: "a@b", action: "x.\(number)",
          subject: "'\"$1", result: "ok", ipAddress: "::1", createdAt: Tenant.start.addingTimeInterval(Double(number))
        )
      }
      for entry in entries { try tx.audit.insert(entry) }
      try tx.audit.insert(
        AuditEntry(
          organizationID: nil, userID: nil, userEmail: "", action: "sign-in", subject: "", result: "unauthorized",
          ipAddress: "", createdAt: Tenant.start))
      #expect(try tx.audit.all(in: tenant.organization.id, limit: 2, offset: 1) == [entries[3], entries[2]])
      #expect(try tx.audit.count(in: tenant.organization.id) == 5)
    }
  }

  @Test func `settings are kept by name`() async throws {
    let store = try await temporaryStore()
    try await store.write { tx throws in
      #expect(try tx.settings.server() == nil)
      #expect(try tx.settings.value("a") == nil)
      try tx.settings.set("a", "1")
      try tx.settings.set("a", "'; DROP TABLE setting; --")
      #expect(try tx.settings.value("a") == "'; DROP TABLE setting; --")
      try tx.settings.set("a", nil)
      #expect(try tx.settings.value("a") == nil)
      var settings = ServerSettings(cores: 4, memory: 8 << 30)
      settings.host = "panel.example.com"
      try tx.settings.save(settings)
      settings.https = true
      try tx.settings.save(settings)
      #expect(try tx.settings.server() == settings)
    }
  }

  @Test func `a delivery counts once for each application`() async throws {
    let store = try await tenant.store()
    let (tenant, other) = (tenant, Tenant("other"))
    try await store.write { tx throws in
      try other.insert(tx)
      let (application, deliveries) = (tenant.application.id, tx.webhookDeliveries)
      #expect(try deliveries.take(id: "d1", application: application, now: Tenant.start))
      #expect(try deliveries.take(id: "d1", application: other.application.id, now: Tenant.start))
      #expect(try deliveries.take(id: "d2", application: application, now: Tenant.start))
      try deliveries.decide(
        id: "d1", application: application, decision: WebhookDelivery.deployed, deployment: ID("x"))
      #expect(try !deliveries.take(id: "d1", application: application, now: Tenant.start))
      #expect(
        try deliveries.all(of: application) == [
          WebhookDelivery(id: "d2", deployableID: application, receivedAt: Tenant.start),
          WebhookDelivery(
            id: "d1", deployableID: application, receivedAt: Tenant.start, decision: "deployed",
            deploymentID: ID("x")),
        ])
      #expect(throws: SlipwayError.self) {
        try deliveries.take(id: "d", application: ID("nothing"), now: Tenant.start)
      }
    }
  }

  @Test func `only the last deliveries are remembered`() async throws {
    let store = try await tenant.store()
    let application = tenant.application.id
    try await store.write { tx throws in
      for number in 0..<(WebhookDeliveries.keep + 5) {
        _ = try tx.webhookDeliveries.take(id: "d\(number)", application: application, now: Tenant.start)
      }
      #expect(try tx.webhookDeliveries.all(of: application, limit: 999).count == WebhookDeliveries.keep)
    }
  }
}
