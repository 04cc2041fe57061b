import Foundation
package import HummingbirdTesting
import Logging
package import SlipwayCore
import SlipwayEngine
package import SlipwayHost
package import SlipwayProcedures
package import SlipwayServer
import SlipwayStore

/// A server over a store with two organisations, driven in memory or on a port of its own.
package struct TestServer: Sendable {
  package static let password = "correct horse battery staple"
  /// Made once: it is slow on purpose.
  private static let hash = Task { try await Passwords().hash(password) }
  package let test: TestCall
  package let accounts: Accounts
  /// Of the owner of the first organisation.
  package let key: String
  package var pages: [any PageRoutes] = []
  package var htmlAnswers: (any HTMLAnswers)?

  package init(
    test: TestCall, accounts: Accounts, key: String, pages: [any PageRoutes] = [],
    htmlAnswers: (any HTMLAnswers)? = nil
  ) {
    self.test = test
    self.accounts = accounts
    self.key = key
    self.pages = pages
    self.htmlAnswers = htmlAnswers
  }

  package static func make(
    procedures: [any Procedure.Type] = TestProcedures.all, htmlAnswers: (any HTMLAnswers)? = nil,
    host: any SlipwayHost.Host = FakeHost(), _ change: (inout Configuration) -> Void = { _ in }
  ) async throws -> TestServer {
    let test = try await TestCall.make(procedures: procedures, host: host, change)
    let accounts = Accounts(engine: test.engine)
    let fresh = APIKeyKeeper.generate()
    let hash = try await hash.value
    try await test.store.write { transaction in
      var owner = try transaction.users.one(test.acme.caller().user.id)
      owner.passwordHash = hash
      try transaction.users.update(owner)
      try transaction.apiKeys.insert(
        APIKey(
          name: "test", start: fresh.start, digest: fresh.digest, userID: owner.id,
          organizationID: test.acme.organization.id, createdAt: TestCall.now))
    }
    return TestServer(test: test, accounts: accounts, key: fresh.key, htmlAnswers: htmlAnswers)
  }

  /// The same, where a machine answers for those of all servers.
  package func reaching(_ machine: any SlipwayHost.Host) throws -> TestServer {
    let test = try test.reaching(machine)
    return TestServer(
      test: test, accounts: Accounts(engine: test.engine), key: key, pages: pages, htmlAnswers: htmlAnswers)
  }

  package func run(
    _ setup: TestingSetup = .router, _ body: @Sendable @escaping (TestBrowser) async throws -> Void
  ) async throws {
    let server = HTTPServer(
      engine: test.engine, dispatcher: test.dispatcher, accounts: accounts, pages: pages, htmlAnswers: htmlAnswers)
    try await server.application(logLevel: .critical).test(setup) { client in
      try await body(TestBrowser(client: client))
    }
  }

  /// A browser's cookie of the first organisation's owner.
  package func cookie() async throws -> String {
    let user = test.acme.caller().user
    let sessions = accounts.sessions
    return try await test.store.write {
      try sessions.begin(user, RequestInfo(id: "test", address: "192.0.2.9"), in: $0)
    }
  }
}
