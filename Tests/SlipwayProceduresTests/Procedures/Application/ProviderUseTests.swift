import Foundation
import SlipwayCore
import SlipwayProviders
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayProcedures

/// What may be made of an account at a git provider, and what counts as its repository.
@Suite struct ProviderUseTests {
  /// The application and the stack of a tenant, from a repository that the owner's own account sees.
  private func chosen() async throws -> (TestCall, GitProvider) {
    let test = try await TestCall.make()
    let (acme, provider) = (test.acme, test.acme.rules.provider)
    try await test.store.write { tx in
      var source = SourceSettings()
      source.sourceType = .github
      (source.githubId, source.owner, source.repository, source.branch) = (provider.id, "acme", "web", "main")
      var (application, stack) = (
        try tx.applications.one(acme.application.id), try tx.composeStacks.one(acme.stack.id)
      )
      application.source = source
      stack.source = source
      try tx.applications.update(application)
      try tx.composeStacks.update(stack)
    }
    return (test, provider)
  }

  @Test func `another repository of an unshared account is not had by naming owner and repository alone`()
    async throws
  {
    let (test, _) = try await chosen()
    let (application, stack) = (test.acme.application.id.rawValue, test.acme.stack.id.rawValue)
    for (name, id) in [
      ("application.update", ("applicationId", application)), ("compose.update", ("composeId", stack)),
    ] {
      let rest: [String: JSONValue] = [id.0: .string(id.1)]
      for change: [String: JSONValue] in [["repository": "secrets"], ["owner": "boss", "repository": "web"]] {
        let input = JSONValue.object(rest.merging(change) { $1 })
        #expect(await test.answer(name, input, as: test.acme.caller(.admin)).code == .forbidden, "\(name)")
      }
      let other = JSONValue.object(rest.merging(["branch": "next"]) { $1 })
      #expect(await test.answer(name, other, as: test.acme.caller(.admin)).isOK, "\(name): the same repository")
      let own = JSONValue.object(rest.merging(["repository": "other"]) { $1 })
      #expect(await test.answer(name, own, as: test.acme.caller()).isOK, "\(name): the owner")
    }
  }

  @Test func `a webhook's address is not taken from what a request calls this server`() async throws {
    let (test, chosen) = try await chosen()
    var provider = chosen
    provider.kind = .gitea
    let path = try RepositoryPath(owner: "acme", name: "web")
    let told = await SourceHook.sentence(provider, path, test.call(as: test.acme.caller()))
    #expect(told?.contains("--public-url") == true)
  }

  @Test func `equal words are not yet the same repository to promote between`() async throws {
    let (test, provider) = try await chosen()
    try await test.store.write { tx in
      let from = try tx.applications.one(test.acme.application.id)
      #expect(try RepositoryIdentity(of: from, tx) != nil)
      var same = GitProvider(
        organizationID: provider.organizationID, userID: nil, kind: .github, name: "second", createdAt: TestCall.now)
      same.account.url = provider.account.url
      var elsewhere = same
      elsewhere.id = .random()
      elsewhere.account.url = "https://elsewhere.ghe.com"
      try tx.gitProviders.insert(same)
      try tx.gitProviders.insert(elsewhere)
      var to = from
      to.source.githubId = same.id
      #expect(try RepositoryIdentity(of: to, tx) == RepositoryIdentity(of: from, tx))
      to.source.githubId = elsewhere.id
      #expect(try RepositoryIdentity(of: to, tx) != RepositoryIdentity(of: from, tx))
      to.source.sourceType = .push
      #expect(try RepositoryIdentity(of: to, tx) == nil, "code that is pushed is each application's own")
    }
  }
}
