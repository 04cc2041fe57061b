import Foundation
import SlipwayCore
import SlipwayProcedures
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayWeb

/// Every page, whoever wrote it, through the real router and dispatcher.
@Suite struct PagesTests {
  /// Those that only lead elsewhere.
  private static let leading: Set = ["/", "/projects/:project", "/sign-in"]

  private static func showing(_ dashboard: Dashboard) -> [any Page.Type] {
    Pages.all.filter { !leading.contains($0.path) && !isPart($0) && Dashboard.isKnown($0, to: dashboard.tenant) }
  }

  /// Answers a part of a page, without the frame.
  private static func isPart(_ page: any Page.Type) -> Bool {
    page == PaletteItems.self || page == DomainCheckPart.self || page == DetectionPart.self
      || page == SchedulePart.self
      || page == ServerHostKeyPart.self || page == ServerChecksPart.self || page == ServerSecurityPart.self
  }

  @Test func `strangers are led to the sign-in, and from there to where they wanted`() async throws {
    let dashboard = try await Dashboard.make()
    for page in Pages.all where !page.isPublic {
      let address = Dashboard.address(page, of: dashboard.tenant)
      let reply = try await dashboard.getAsStranger(address + "?q=a%26b")
      #expect(reply.status == 303, "\(page.path)")
      #expect(reply["location"] == "/sign-in?next=\((address + "?q=a%26b").percentEncoded)", "\(page.path)")
      #expect(!reply.text.contains("acme"))
    }
  }

  @Test func `another organization's things are not there`() async throws {
    let dashboard = try await Dashboard.make()
    // What is on the Docker Engine is asked of Docker.
    for page in Pages.all where page.path.contains(":") && !page.path.hasPrefix("/docker/") {
      for address in [
        Dashboard.address(page, of: dashboard.server.test.other),
        page.path.split(separator: "/").map { $0.first == ":" ? "nothing" : "\($0)" }.reduce("") { "\($0)/\($1)" },
      ] {
        let reply = try await dashboard.get(address)
        #expect(reply.status == 404, "\(address)")
        #expect(Markup(reply.text).all("h1").count == 1, "\(address)")
        #expect(!reply.text.contains("other project") && !reply.text.contains("other-web"), "\(address)")
      }
    }
  }

  @Test func `an address of nobody's is a page that says so`() async throws {
    let dashboard = try await Dashboard.make()
    for address in ["/nothing", "/applications", "/applications/../etc", "/deployments/%2e%2e"] {
      let reply = try await dashboard.get(address)
      #expect(reply.status == 404, "\(address)")
      #expect(Markup(reply.text).problems.isEmpty)
    }
  }

  @Test func `an address that is no text is refused by a page`() async throws {
    let dashboard = try await Dashboard.make()
    for address in ["/projects/%00", "/applications/%00/logs"] {
      let reply = try await dashboard.get(address)
      #expect(reply.status == 400 || reply.status == 404, "\(address)")
      #expect(Markup(reply.text).problems.isEmpty)
    }
  }

  @Test func `every page is whole, has one heading, and tells no secret`() async throws {
    let dashboard = try await Dashboard.make()
    for page in Self.showing(dashboard) {
      let reply = try await dashboard.get(Dashboard.address(page, of: dashboard.tenant))
      #expect(reply.status == 200, "\(page.path)")
      #expect(reply["content-type"] == "text/html; charset=utf-8")
      #expect(reply["cache-control"] == "no-store")
      let markup = Markup(reply.text)
      #expect(markup.problems.isEmpty, "\(page.path): \(markup.problems.prefix(5))")
      #expect(markup.all("h1").count == 1, "\(page.path)")
      #expect(markup.all("main").count == 1, "\(page.path)")
      for secret in ["registry-canary", "git-canary", "ssh-canary", TestServer.password] {
        #expect(!reply.text.contains(secret), "\(page.path) shows \(secret)")
      }
    }
  }

  @Test func `every link inside leads to a page`() async throws {
    let dashboard = try await Dashboard.make()
    for page in Self.showing(dashboard) {
      let markup = try await dashboard.markup(Dashboard.address(page, of: dashboard.tenant))
      for link in markup.values("href") where link.hasPrefix("/") && !link.hasPrefix("/assets/") {
        let path = AddressQuery(link.split(separator: "#").first.map(String.init) ?? link).path
        #expect(Pages.find(path) != nil || path.hasPrefix("/api/"), "\(page.path) links to \(link)")
      }
      for target in markup.values("data-target") + markup.values("aria-controls") where !target.isEmpty {
        #expect(markup.values("id").contains(target), "\(page.path) has no \(target)")
      }
      for label in markup.all("label").compactMap({ $0.attributes["for"] }) {
        #expect(markup.values("id").contains(label), "\(page.path) labels \(label)")
      }
    }
  }

  @Test func `every form posts to something that is there, with the session's token`() async throws {
    let dashboard = try await Dashboard.make()
    let procedures = Set(dashboard.test.dispatcher.procedures.map { $0.name })
    let actions = Set(FormActions.all.map { "/forms/\($0.name)" })
    let own: Set = ["/sign-in", "/sign-in/link", "/sign-out", "/setup"]
    for page in Self.showing(dashboard) {
      let markup = try await dashboard.markup(Dashboard.address(page, of: dashboard.tenant))
      for form in markup.all("form") where form.attributes["method"] == "post" {
        let action = form.attributes["action"] ?? ""
        let isKnown =
          action.hasPrefix("/do/") ? procedures.contains(String(action.dropFirst(4))) : actions.contains(action)
        #expect(isKnown || own.contains(action), "\(page.path) posts to \(action)")
      }
      let tokens = markup.all("input").filter { $0.attributes["name"] == "_csrf" }.map { $0.attributes["value"] }
      #expect(tokens.allSatisfy { $0 == dashboard.formToken || $0 == "" }, "\(page.path)")
    }
  }

  @Test func `an organization that has nothing yet sees what each thing is for`() async throws {
    let dashboard = try await Dashboard.make()
    let tenant = dashboard.tenant
    try await dashboard.write { tx in
      try tx.sshKeys.delete(tenant.sshKey.id)
      try tx.projects.delete(tenant.project.id)
    }
    for (address, words) in [("/projects", "No projects yet"), ("/settings/ssh-keys", "No SSH keys yet")] {
      let markup = try await dashboard.markup(address)
      #expect(markup.problems.isEmpty)
      #expect(markup.text.contains(words))
      #expect(markup.values("class").contains { $0.contains("button primary") }, "\(address)")
    }
    #expect(try await dashboard.markup("/activity").text.contains("Nothing has been deployed yet"))
  }

  @Test("Pages with many items stay quick and whole", arguments: [2, 200])
  func many(count: Int) async throws {
    let dashboard = try await Dashboard.make()
    let crowd = Crowd(tenant: dashboard.tenant, count: count, text: "Item")
    try await dashboard.write { try crowd.insert($0) }
    for page in Self.showing(dashboard) {
      let began = ContinuousClock.now
      let reply = try await dashboard.get(Dashboard.address(page, of: dashboard.tenant))
      #expect(reply.status == 200, "\(page.path)")
      #expect(ContinuousClock.now - began < .seconds(20), "\(page.path)")
      let markup = Markup(reply.text)
      #expect(markup.problems.isEmpty, "\(page.path): \(markup.problems.prefix(5))")
    }
    let services = try await dashboard.markup(Dashboard.address(EnvironmentPage.self, of: dashboard.tenant))
    #expect(services.all("article").count > count + dashboard.tenant.databases.count)
  }

  @Test("Whatever things are called, the page's structure is the same", arguments: Attack.names)
  func hostile(attack: String) async throws {
    let (hostile, calm) = (try await Dashboard.make(), try await Dashboard.make())
    for (dashboard, text) in [(hostile, attack), (calm, "x")] {
      let crowd = Crowd(tenant: dashboard.tenant, count: 2, text: text)
      try await dashboard.write { tx in
        try crowd.insert(tx)
        try crowd.rename(tx)
      }
    }
    for page in Self.showing(hostile) {
      let seen = try await hostile.markup(Dashboard.address(page, of: hostile.tenant))
      let expected = try await calm.markup(Dashboard.address(page, of: calm.tenant))
      #expect(seen.problems.isEmpty, "\(page.path): \(seen.problems.prefix(5))")
      // What is listed by name comes in another order.
      #expect(seen.shape.sorted() == expected.shape.sorted(), "\(page.path)")
      for link in seen.values("href") + seen.values("action") {
        #expect(
          link.hasPrefix("/") || link.hasPrefix("#") || link.hasPrefix("?") || link.hasPrefix("http"), "\(link)")
      }
    }
  }
}
