import SlipwayCore
import SlipwayServer
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayWeb

/// Forms sent through the real router, as a browser does.
@Suite struct FormHandlerTests {
  private static func dashboard() async throws -> (Dashboard, id: String) {
    let dashboard = try await Dashboard.make()
    return (dashboard, dashboard.tenant.application.id.rawValue)
  }

  /// How forms of shared pages say what they are about.
  private static func service(_ id: String) -> [(String, String)] {
    [("serviceType", "application"), ("serviceId", id)]
  }

  @Test func `what is saved is there, and the browser goes back to its page`() async throws {
    let (dashboard, id) = try await Self.dashboard()
    let back = "/applications/\(id)/advanced"
    let reply = try await dashboard.post(
      "/forms/save-resources", Self.service(id) + [("memoryLimit", "512m"), ("cpuLimit", "0.5"), ("_back", back)])
    #expect(reply.status == 303)
    #expect(reply["location"] == back)
    let page = try await dashboard.markup(back)
    #expect(page.values("value").contains("512m") && page.values("value").contains("0.5"))
  }

  @Test(
    "A refused form comes back with what was typed and the problem beside its field",
    arguments: [
      ("save-resources", "memoryLimit", "lots"), ("save-resources", "cpuLimit", "-1"),
      ("save-general", "replicas", "two"),
      ("save-health", "healthInterval", "soon"), ("save-rollout", "stopGrace", "1d"),
      ("save-command", "labels", "nonsense"),
    ])
  func refused(action: String, field: String, typed: String) async throws {
    let (dashboard, id) = try await Self.dashboard()
    let before = try await dashboard.test.rows()
    let reply = try await dashboard.post(
      "/forms/\(action)",
      Self.service(id) + [
        ("name", "web"), (field, typed), ("_form", action), ("_back", "/applications/\(id)/advanced"),
      ])
    #expect(reply.status == 422)
    let markup = Markup(reply.text)
    #expect(markup.problems.isEmpty)
    #expect(markup.values("id").contains("\(action)-\(field)-problem"), "\(markup.text.suffix(200))")
    #expect(reply.text.contains(typed))
    #expect(markup.values("data-address") == ["/applications/\(id)/advanced"], "a reload leads to the page")
    #expect(try await dashboard.test.rows() == before)
  }

  @Test func `what a saved domain leads to is shown at once`() async throws {
    let (dashboard, id) = try await Self.dashboard()
    let domain = dashboard.tenant.domain
    let page = "/applications/\(id)/domains"
    let reply = try await dashboard.post(
      "/forms/save-domain",
      [("domainId", domain.id.rawValue), ("host", domain.host), ("port", "8080"), ("_back", page + "?q=a")])
    #expect(reply["location"] == "\(page)?test=\(domain.id)&saved=1")
    #expect(try await dashboard.test.store.read { try $0.domains.one(domain.id).port } == 8080)
  }

  @Test func `what several services are asked for is done by each, and who refuses is named`() async throws {
    let (dashboard, id) = try await Self.dashboard()
    let database = dashboard.tenant.databases[0]
    let back = "/environments/\(dashboard.tenant.environment.id)"
    let foreign = dashboard.server.test.other.application.id
    let reply = try await dashboard.post(
      "/forms/bulk-services",
      [
        ("verb", "deploy"), ("service", "application:\(id):web"), ("service", "application:\(foreign):theirs"),
        ("service", "\(database.settings.engine):\(database.id):data"), ("service", "nonsense"),
        ("_form", "bulk-services"), ("_back", back),
      ])
    #expect(reply.status == 422)
    #expect(Markup(reply.text).text.contains("theirs: Application not found"), "\(reply.text.suffix(300))")
    let queued = try await dashboard.test.store.read { tx in
      try [dashboard.tenant.application.id, database.id].map { try tx.deployments.active(of: $0).count }
    }
    #expect(queued == [1, 1])
    #expect(try await dashboard.post("/forms/bulk-services", [("verb", "delete"), ("_back", back)]).status != 303)
  }

  @Test func `a form without the session's token, or from another site, changes nothing`() async throws {
    let (dashboard, id) = try await Self.dashboard()
    let both = [dashboard.test.acme.application.id, dashboard.test.other.application.id]
    let before = try await dashboard.test.store.read { tx in try both.map { try tx.applications.one($0) } }
    let fields = "serviceType=application&serviceId=\(id)&memoryLimit=512m"
    let cookie = "\(SessionCookie.name)=\(try await dashboard.server.cookie())"
    try await dashboard.server.run { browser in
      let path = "/forms/save-resources"
      #expect(try await browser.post(path, form: fields).status != 200)
      #expect(try await browser.post(path, form: fields, ["x-api-key": dashboard.server.key]).status == 401)
      for headers in [["cookie": cookie], ["cookie": cookie, "origin": "https://evil.test"]] {
        let reply = try await browser.post(path, form: fields + "&_csrf=wrong", headers)
        #expect(reply.status == 422 || reply.status == 303)
      }
      #expect(try await browser.post(path, json: "{}", ["cookie": cookie]).status == 415)
    }
    let foreign = try await dashboard.post(
      "/forms/save-resources", Self.service(dashboard.server.test.other.application.id.rawValue))
    #expect(foreign.status != 200)
    let after = try await dashboard.test.store.read { tx in try both.map { try tx.applications.one($0) } }
    #expect(after == before)
  }

  @Test func `the other view of an environment is made of what was typed, and nothing is saved`() async throws {
    let (dashboard, id) = try await Self.dashboard()
    let before = try await dashboard.test.rows()
    let reply = try await dashboard.post(
      "/forms/convert-environment",
      Self.service(id) + [
        ("_editor", "env"), ("env", "# kept\nA=1\n"), ("env-mode", "table"), ("env-name", "A"),
        ("env-value", "${{project.NOTHING}}"), ("env-name", "B"), ("env-value", "2"),
        ("_back", "/applications/\(id)/environment"),
      ])
    #expect(reply.status == 200)
    let markup = Markup(reply.text)
    #expect(markup.problems.isEmpty)
    #expect(markup.text.contains("# kept"))
    #expect(markup.text.contains("project.NOTHING"), "a reference that leads nowhere is said at once")
    #expect(try await dashboard.test.rows() == before)
  }

  @Test func `a review shows the difference before an environment is saved`() async throws {
    let (dashboard, id) = try await Self.dashboard()
    let reply = try await dashboard.post(
      "/forms/save-environment",
      Self.service(id) + [("env", "CANARY=other\nNEW=1\n"), ("_back", "/applications/\(id)/environment")])
    let markup = Markup(reply.text)
    #expect(reply.status == 200 && markup.problems.isEmpty)
    #expect(markup.all("del").count == 1 && markup.all("ins").count == 2)
    #expect(markup.values("action").contains("/do/application.saveEnvironment"))
  }

  @Test func `a new key is shown once`() async throws {
    let dashboard = try await Dashboard.make()
    let reply = try await dashboard.post(
      "/forms/create-api-key", [("name", "ci"), ("expiresIn", ""), ("_back", "/settings/profile")])
    #expect(reply.status == 200)
    #expect(Markup(reply.text).text.contains("it is not shown again"))
    #expect(!(try await dashboard.get("/settings/profile").text.contains("it is not shown again")))
  }

  @Test func `a patch that leaves a file out keeps no content, whatever the field held`() async throws {
    let dashboard = try await Dashboard.make()
    let application = dashboard.tenant.application.id
    _ = try await dashboard.post(
      "/forms/save-patch",
      [
        ("applicationId", application.rawValue), ("filePath", "old.txt"), ("type", "delete"), ("content", "typed"),
        ("_back", "/applications/\(application)/source"),
      ])
    let patches = try await dashboard.test.store.read { try $0.sourcePatches.all(of: application) }
    #expect(patches.first { $0.filePath == "old.txt" }?.content.isEmpty == true)
  }

  @Test func `a new stack goes on to its page, and one that is refused leaves nothing`() async throws {
    let dashboard = try await Dashboard.make()
    let environment = dashboard.tenant.environment.id.rawValue
    func post(_ file: String) async throws -> TestReply {
      try await dashboard.post(
        "/forms/create-compose",
        [
          ("environmentId", environment), ("name", "blog"), ("sourceType", "raw"), ("composeFile", file),
          ("then", "deploy"), ("_form", "create-compose"), ("_back", "/environments/\(environment)"),
        ])
    }
    let before = try await dashboard.test.rows()
    let refused = try await post("a: [")
    #expect(refused.status == 422)
    #expect(try await dashboard.test.rows() == before)
    let made = try await post("services: {web: {image: nginx}}")
    #expect(made.status == 303 && made["location"]?.hasPrefix("/deployments/") == true)
  }

  @Test func `a new application goes on to its page, and one that is refused comes back in its dialog`() async throws
  {
    let dashboard = try await Dashboard.make()
    let environment = dashboard.tenant.environment.id.rawValue
    let page = "/environments/\(environment)"
    let made = try await dashboard.post(
      "/forms/create-application",
      [
        ("environmentId", environment), ("name", "cache"), ("sourceType", "docker"), ("dockerImage", "redis:7"),
        ("then", "settings"), ("_back", page),
      ])
    #expect(made.status == 303)
    #expect(made["location"]?.hasPrefix("/applications/") == true)
    let refused = try await dashboard.post(
      "/forms/create-application",
      [
        ("environmentId", environment), ("name", "bad"), ("sourceType", "docker"), ("dockerImage", "NOT AN IMAGE"),
        ("then", "settings"), ("_form", "create-application"), ("_back", page),
      ])
    #expect(refused.status == 422)
    #expect(Markup(refused.text).all("dialog").contains { $0.attributes["open"] != nil }, "the dialog is open again")
  }
}
