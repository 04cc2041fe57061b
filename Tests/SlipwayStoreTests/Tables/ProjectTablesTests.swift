import Foundation
import SlipwayCore
import SlipwayStore
import SlipwayTesting
import Testing

@Suite struct ProjectTablesTests {
  private let tenant = Tenant()

  @Test(arguments: hostileTexts) func `any text comes back in every text field`(text: String) async throws {
    var tenant = Tenant()
    tenant.project.name = text
    tenant.project.description = text
    tenant.project.env = Secret(text)
    tenant.environment.name = text
    tenant.environment.env = Secret(text)
    tenant.application.name = text
    tenant.application.description = text
    tenant.application.source.customGitUrl = text
    tenant.application.source.watchPaths = [text]
    tenant.application.runtime.labelsSwarm = ["k\(text.prefix(50))": text]
    tenant.application.secrets.env = Secret(text)
    tenant.application.secrets.gitPassword = Secret(text)
    let filled = tenant
    let store = try await filled.store()
    try await store.read { tx throws in
      #expect(try tx.projects.one(filled.project.id) == filled.project)
      #expect(try tx.environments.one(filled.environment.id) == filled.environment)
      #expect(try tx.applications.one(filled.application.id) == filled.application)
    }
  }

  @Test func `projects are listed newest first, each organisation its own`() async throws {
    let store = try await tenant.store()
    let (tenant, other) = (tenant, Tenant("other"))
    let newer = Project(
      organizationID: tenant.organization.id, name: "newer", createdAt: Tenant.start.addingTimeInterval(1))
    try await store.write { tx throws in
      try other.insert(tx)
      try tx.projects.insert(newer)
      #expect(try tx.projects.all(in: tenant.organization.id) == [newer, tenant.project])
    }
  }

  @Test func `counting opens no secret`() async throws {
    let path = try temporaryPath("slipway.sqlite")
    let store = try await Store.open(path: path, secrets: testSecrets())
    let (tenant, other) = (tenant, Tenant("other"))
    try await store.write { tx throws in
      try tenant.insert(tx)
      try other.insert(tx)
      try tx.sourcePatches.insert(
        SourcePatch(
          organizationID: tenant.organization.id, deployableID: tenant.application.id, type: .create,
          filePath: "a.txt", content: Secret("x"), createdAt: Tenant.start))
    }
    let database = try await SQLiteDatabase.open(path: path)
    try await database.write { connection in
      try connection.run("UPDATE project SET env = 'broken'")
      try connection.run("UPDATE environment SET env = 'broken'")
      try connection.run("UPDATE source_patch SET content = 'broken'")
    }
    try await store.read { tx throws in
      #expect(try tx.projects.count(in: tenant.organization.id) == 1)
      #expect(try tx.environments.count(in: tenant.organization.id) == 1)
      #expect(try tx.sourcePatches.count(of: tenant.application.id) == 1)
      #expect(try tx.sourcePatches.count(of: other.application.id) == 0)
      #expect(throws: SlipwayError.self) { try tx.projects.all(in: tenant.organization.id) }
    }
  }

  @Test func `environments are listed with the default one first`() async throws {
    let store = try await tenant.store()
    let tenant = tenant
    let earlier = Environment(
      organizationID: tenant.organization.id, projectID: tenant.project.id, name: "staging",
      createdAt: Tenant.start.addingTimeInterval(-1))
    try await store.write { tx throws in
      try tx.environments.insert(earlier)
      #expect(try tx.environments.all(in: tenant.project.id) == [tenant.environment, earlier])
      #expect(try tx.environments.all(in: tenant.organization.id) == [tenant.environment, earlier])
      #expect(try tx.environments.default(of: tenant.project.id) == tenant.environment)
    }
  }

  @Test func `an update writes what may change and nothing else`() async throws {
    let store = try await tenant.store()
    var changed = tenant.project
    changed.name = "renamed"
    changed.env = Secret("NEW=1")
    changed.organizationID = ID("somebody-else")
    changed.createdAt = Tenant.start.addingTimeInterval(99)
    let (update, original) = (changed, tenant.project)
    try await store.write { tx throws in
      try tx.projects.update(update)
      let stored = try tx.projects.one(update.id)
      #expect(stored.name == "renamed" && stored.env == Secret("NEW=1"))
      #expect(stored.organizationID == original.organizationID && stored.createdAt == original.createdAt)
      var missing = update
      missing.id = .random()
      #expect(throws: SlipwayError.self) { try tx.projects.update(missing) }
    }
  }

  @Test func `SSH keys round trip`() async throws {
    let store = try await tenant.store()
    let key = SSHKey(
      organizationID: tenant.organization.id, name: "deploy", description: "d", publicKey: "ssh-ed25519 AAAA",
      privateKey: Secret("-----BEGIN\nline\n-----END\n"), createdAt: Tenant.start, lastUsedAt: Tenant.start)
    let organization = tenant.organization.id
    try await store.write { tx throws in
      try tx.sshKeys.insert(key)
      #expect(try tx.sshKeys.all(in: organization) == [key])
    }
  }
}
