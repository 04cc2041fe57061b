import HTTPTypes
import Hummingbird
import SlipwayCore
import SlipwayHost
import SlipwayProcedures
import SlipwayServer
import SlipwayStore
import SlipwayTesting

@testable import SlipwayWeb

/// The real dashboard over a store of its own, looked at by the owner of its first organisation.
struct Dashboard: Sendable {
  let server: TestServer
  private let session: String

  var test: TestCall { server.test }
  var tenant: TestTenant { server.test.acme }
  /// What forms of this session carry.
  var formToken: String { SessionCookie.formToken(session) }

  static func make(host: any SlipwayHost.Host = FakeHost()) async throws -> Dashboard {
    var server = try await TestServer.make(procedures: Procedures.all, host: host)
    let web = WebPages(dispatcher: server.test.dispatcher)
    server.pages = [web]
    server.htmlAnswers = web
    return Dashboard(server: server, session: try await server.cookie())
  }

  /// A page as the owner's browser gets it.
  func get(_ address: String) async throws -> TestReply {
    try await send { try await $0.get(address, cookies) }
  }

  /// Without a session.
  func getAsStranger(_ address: String) async throws -> TestReply {
    try await send { try await $0.get(address, ["accept": "text/html"]) }
  }

  /// Sends a form of a page, as the browser does.
  func post(_ action: String, _ fields: [(String, String)]) async throws -> TestReply {
    let all = [("_csrf", formToken)] + fields
    let body = all.map { "\($0.0.percentEncoded)=\($0.1.percentEncoded)" }.joined(separator: "&")
    return try await send { try await $0.post(action, form: body, cookies) }
  }

  /// A page taken apart.
  func markup(_ address: String) async throws -> Markup { Markup(try await get(address).text) }

  func write(_ body: @escaping @Sendable (Transaction) throws -> Void) async throws {
    try await test.store.write { try body($0) }
  }

  /// The address of a page with the identifiers of a tenant in it; what no tenant has is `nothing`.
  static func address(_ page: any Page.Type, of tenant: TestTenant) -> String {
    let known = identifiers(of: tenant)
    let parts = page.path.split(separator: "/").map { $0.first == ":" ? known[String($0)] ?? "nothing" : String($0) }
    return "/" + parts.joined(separator: "/")
  }

  /// Whether a tenant has all that stands in the page's path. A new kind of thing is a line in ``identifiers(of:)``.
  static func isKnown(_ page: any Page.Type, to tenant: TestTenant) -> Bool {
    let known = identifiers(of: tenant)
    return page.path.split(separator: "/").allSatisfy { $0.first != ":" || known[String($0)] != nil }
  }

  private static func identifiers(of tenant: TestTenant) -> [String: String] {
    [
      ":project": tenant.project.id.rawValue, ":environment": tenant.environment.id.rawValue,
      ":application": tenant.application.id.rawValue, ":domain": tenant.domain.id.rawValue,
      ":compose": tenant.stack.id.rawValue, ":database": tenant.databases.first?.id.rawValue ?? "",
      ":deployment": tenant.deployment.id.rawValue, ":template": "redirect",
      ":run": tenant.backups.run.id.rawValue, ":scheduleRun": tenant.schedules.run.id.rawValue,
      ":server": tenant.server.id.rawValue,
      ":destination": tenant.backups.destination.id.rawValue,
    ]
  }

  private var cookies: [String: String] {
    ["cookie": "\(SessionCookie.name)=\(session)", "accept": "text/html"]
  }

  private func send(
    _ body: @escaping @Sendable (TestBrowser) async throws -> TestReply
  ) async throws -> TestReply {
    let box = ReplyBox()
    try await server.run { browser in await box.set(try await body(browser)) }
    return try await box.reply()
  }
}

/// Carries a reply out of the closure that a test server runs.
private actor ReplyBox {
  private struct Missing: Error {}
  private var kept: TestReply?

  func set(_ reply: TestReply) { kept = reply }

  func reply() throws -> TestReply {
    guard let kept else { throw Missing() }
    return kept
  }
}
