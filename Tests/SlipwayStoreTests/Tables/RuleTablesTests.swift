import Foundation
import SlipwayCore
import SlipwayStore
import SlipwayTesting
import Testing

@Suite struct RuleTablesTests {
  private let tenant = Tenant()

  @Test func `redirects get the next number and keep everything`() async throws {
    let store = try await tenant.store()
    let tenant = tenant
    func redirect(_ regex: String) -> Redirect {
      Redirect(
        organizationID: tenant.organization.id, deployableID: tenant.application.id, regex: regex,
        replacement: "https://x/${1}", isPermanent: true, createdAt: Tenant.start)
    }
    let (one, two) = (redirect("^a(.*)"), redirect("^b: - {(.*)"))
    try await store.write { tx throws in
      let first = try tx.redirects.insert(one)
      let second = try tx.redirects.insert(two)
      #expect(try tx.redirects.all(of: tenant.application.id) == [first, second])
      #expect(try tx.redirects.all() == [first, second])
      #expect(second.uniqueConfigKey == first.uniqueConfigKey + 1)
    }
  }

  @Test func `a user name is there once for a service`() async throws {
    let store = try await tenant.store()
    let tenant = tenant
    let auth = BasicAuth(
      organizationID: tenant.organization.id, deployableID: tenant.application.id, username: "ada",
      passwordHash: Secret("$2y$10$x"), createdAt: Tenant.start)
    try await store.write { tx throws in
      try tx.basicAuths.insert(auth)
      #expect(try tx.basicAuths.all(of: tenant.application.id) == [auth])
      #expect(try tx.basicAuths.find(username: "ada", of: tenant.application.id) == auth)
    }
    var twin = auth
    twin.id = .random()
    let again = twin
    await #expect(throws: SlipwayError.self) { try await store.write { try $0.basicAuths.insert(again) } }
  }

  @Test func `patches, certificates and registries round trip with their secrets sealed`() async throws {
    let store = try await tenant.store()
    let tenant = tenant
    let patch = SourcePatch(
      organizationID: tenant.organization.id, deployableID: tenant.application.id, type: .delete,
      filePath: "a/b.txt", isEnabled: false, content: Secret("canary"), createdAt: Tenant.start,
      updatedAt: Tenant.start)
    let certificate = Certificate(
      organizationID: tenant.organization.id, name: "wild", chain: "chain", privateKey: Secret("canary"),
      autoRenew: true, hosts: ["*.example.com"], notBefore: Tenant.start, notAfter: Tenant.start + 60,
      createdAt: Tenant.start)
    let registry = Registry(
      organizationID: tenant.organization.id, name: "own", imagePrefix: "team", username: "ada",
      password: Secret("canary"), url: "registry.example.com:5000", createdAt: Tenant.start)
    try await store.write { tx throws in
      try tx.sourcePatches.insert(patch)
      try tx.certificates.insert(certificate)
      try tx.registries.insert(registry)
      #expect(try tx.sourcePatches.all(of: tenant.application.id) == [patch])
      #expect(try tx.sourcePatches.find(path: "a/b.txt", of: tenant.application.id)?.content == patch.content)
      #expect(try tx.certificates.all(in: tenant.organization.id) == [certificate])
      #expect(try tx.certificates.one(certificate.id).privateKey == certificate.privateKey)
      #expect(try tx.registries.all(in: tenant.organization.id) == [registry])
      #expect(try tx.registries.one(registry.id).password == registry.password)
    }
  }

  @Test func `projects have tags, each once`() async throws {
    let store = try await tenant.store()
    let tenant = tenant
    let (live, beta) = (
      ProjectTag(organizationID: tenant.organization.id, name: "live", color: "#00ff00", createdAt: Tenant.start),
      ProjectTag(organizationID: tenant.organization.id, name: "Beta", createdAt: Tenant.start)
    )
    try await store.write { tx throws in
      for tag in [live, beta] {
        try tx.tags.insert(tag)
        try tx.tags.assign(tag, to: tenant.project.id)
        try tx.tags.assign(tag, to: tenant.project.id)
      }
      #expect(try tx.tags.all(in: tenant.organization.id) == [beta, live])
      #expect(try tx.tags.all(of: tenant.project.id) == [beta, live])
      #expect(try tx.tags.byProject(in: tenant.organization.id) == [tenant.project.id: [beta, live]])
      #expect(try tx.tags.remove(beta.id, from: tenant.project.id))
      #expect(try !tx.tags.remove(beta.id, from: tenant.project.id))
      try tx.tags.delete(live.id)
      #expect(try tx.tags.all(of: tenant.project.id).isEmpty)
    }
  }
}
