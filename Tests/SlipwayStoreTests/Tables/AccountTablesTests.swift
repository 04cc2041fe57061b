import Foundation
import SlipwayCore
import SlipwayStore
import SlipwayTesting
import Testing

@Suite struct AccountTablesTests {
  private let tenant = Tenant()
  private let start = Tenant.start

  @Test func `users are found by e-mail in any case`() async throws {
    let store = try await tenant.store()
    let tenant = tenant
    try await store.read { tx throws in
      #expect(try tx.users.one(tenant.user.id) == tenant.user)
      #expect(try tx.users.byEmail("ACME@Example.com") == tenant.user)
      #expect(try tx.users.byEmail("nobody@example.com") == nil)
      #expect(try tx.users.count() == 1)
      #expect(throws: SlipwayError.self) { try tx.users.one(ID("nobody")) }
    }
  }

  @Test func `organisations are those that a user is a member of`() async throws {
    let store = try await tenant.store()
    let (tenant, other) = (tenant, Tenant("other"))
    try await store.write { tx throws in
      try other.insert(tx)
      #expect(try tx.organizations.ofUser(tenant.user.id) == [tenant.organization])
      let guest = Member(
        organizationID: other.organization.id, userID: tenant.user.id, role: .member,
        createdAt: Tenant.start.addingTimeInterval(1))
      try tx.members.insert(guest)
      #expect(Set(try tx.organizations.ofUser(tenant.user.id)) == [tenant.organization, other.organization])
      #expect(try tx.members.of(user: tenant.user.id, in: other.organization.id) == guest)
      #expect(try tx.members.of(user: other.user.id, in: tenant.organization.id) == nil)
      #expect(try tx.members.all(in: other.organization.id) == [other.member, guest])
    }
  }

  @Test func `sessions are found by digest, extended and ended`() async throws {
    let store = try await tenant.store()
    let (tenant, start) = (tenant, start)
    func session(_ digest: String, hours: Double) -> Session {
      Session(
        tokenDigest: digest, userID: tenant.user.id, organizationID: tenant.organization.id,
        expiresAt: start.addingTimeInterval(hours * 3600), createdAt: start.addingTimeInterval(hours),
        ipAddress: "::1", userAgent: "curl '; --")
    }
    let (short, long) = (session("short", hours: 1), session("long", hours: 9))
    try await store.write { tx throws in
      try tx.sessions.insert(short)
      try tx.sessions.insert(long)
      #expect(try tx.sessions.byDigest("short") == short)
      #expect(try tx.sessions.all(of: tenant.user.id) == [long, short])
      #expect(try tx.sessions.extend(short.id, until: start.addingTimeInterval(7200)))
      #expect(try tx.sessions.deleteExpired(now: start.addingTimeInterval(3600)) == 0)
      #expect(try tx.sessions.deleteExpired(now: start.addingTimeInterval(7200)) == 1)
      #expect(try tx.sessions.byDigest("short") == nil)
      #expect(try tx.sessions.deleteAll(of: tenant.user.id) == 1)
    }
  }

  @Test func `API keys keep everything and note their use`() async throws {
    let store = try await tenant.store()
    let (tenant, start) = (tenant, start)
    let key = APIKey(
      name: "ci", prefix: "ci_", start: "ci_abc", digest: "d", userID: tenant.user.id,
      organizationID: tenant.organization.id, expiresAt: start.addingTimeInterval(60), createdAt: start,
      rateLimitMax: 10, rateLimitWindow: .milliseconds(1500))
    try await store.write { tx throws in
      try tx.apiKeys.insert(key)
      #expect(try tx.apiKeys.byDigest("d") == key)
      try tx.apiKeys.touch(key.id, now: start.addingTimeInterval(5))
      var touched = key
      touched.lastUsedAt = start.addingTimeInterval(5)
      #expect(try tx.apiKeys.all(of: tenant.user.id) == [touched])
      #expect(try tx.apiKeys.delete(key.id))
      #expect(try !tx.apiKeys.delete(key.id))
    }
  }

  @Test func `deleting an organisation removes everything of it`() async throws {
    let store = try await tenant.store()
    let (tenant, other) = (tenant, Tenant("other"))
    try await store.write { tx throws in
      try other.insert(tx)
      let deployment = tenant.deployment()
      try tx.deployments.insert(deployment)
      try tx.deploymentLogs.append(deployment.id, text: "a\n", lines: 1, now: Tenant.start)
      let job = tenant.job()
      try tx.jobs.enqueue(job)
      try tx.organizations.delete(tenant.organization.id)
      #expect(try tx.projects.find(tenant.project.id) == nil)
      #expect(try tx.applications.find(tenant.application.id) == nil)
      #expect(try tx.deployments.find(deployment.id) == nil)
      #expect(try tx.deploymentLogs.byteCount(of: deployment.id) == 0)
      #expect(try tx.jobs.find(job.id) == nil)
      #expect(try tx.applications.one(other.application.id) == other.application)
    }
  }
}
