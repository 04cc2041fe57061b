import Foundation
import SlipwayCore
import SlipwayStore
import SlipwayTesting
import Testing

@Suite struct ApplicationsTests {
  private let tenant = Tenant()

  @Test func `every setting comes back`() async throws {
    let store = try await tenant.store()
    var application = tenant.application
    application.description = "d"
    application.icon = "data:,"
    application.autoDeploy = false
    application.isStopped = true
    application.status = .done
    application.changedAt = Tenant.start.addingTimeInterval(7)
    application.source.sourceType = .docker
    application.source.customGitSSHKeyId = ID("key")
    application.build.buildType = .static
    application.build.publishDirectory = "dist"
    application.runtime.replicas = 3
    application.runtime.healthCheckSwarm = SwarmHealthCheck(Test: ["CMD", "true"], Interval: 1_000_000_000)
    application.runtime.modeSwarm = SwarmMode(Global: .init())
    application.secrets.buildSecrets = Secret("S=1")
    application.secrets.registryPassword = Secret("p")
    let changed = application
    try await store.write { tx throws in
      try tx.applications.update(changed)
      #expect(try tx.applications.one(changed.id) == changed)
      #expect(try tx.applications.all(in: changed.environmentID) == [changed])
    }
  }

  @Test func `the webhook's token finds it until it is changed`() async throws {
    let store = try await tenant.store()
    let application = tenant.application
    try await store.write { tx throws in
      #expect(try tx.applications.byRefreshToken(application.refreshToken.reveal()) == application)
      #expect(try tx.applications.byRefreshToken("guess") == nil)
      #expect(try tx.applications.byRefreshToken("") == nil)
      var changed = application
      changed.refreshToken = Secret("another")
      try tx.applications.update(changed)
      #expect(try tx.applications.byRefreshToken(application.refreshToken.reveal()) == nil)
      #expect(try tx.applications.byRefreshToken("another") == changed)
    }
  }

  @Test func `names of services are known over all organisations`() async throws {
    let store = try await tenant.store()
    let application = tenant.application
    try await store.read { tx throws in
      #expect(try tx.deployables.appNameExists(application.appName))
      #expect(try !tx.deployables.appNameExists("nothing"))
    }
  }

  @Test func `a status is set without touching settings`() async throws {
    let store = try await tenant.store()
    let application = tenant.application
    try await store.write { tx throws in
      #expect(try tx.deployables.setStatus(application.id, .error))
      #expect(try !tx.deployables.setStatus(ID("nothing"), .error))
      var expected = application
      expected.status = .error
      #expect(try tx.applications.one(application.id) == expected)
    }
  }

  @Test func `a search matches text as text`() async throws {
    let store = try await tenant.store()
    let tenant = tenant
    try await store.write { tx throws in
      for (index, name) in ["100% Blue", "100 blue", "snake_case", "snakeXcase", "bang!"].enumerated() {
        try tx.applications.insert(
          Application(
            organizationID: tenant.organization.id, environmentID: tenant.environment.id, name: name,
            appName: "app-\(index)", description: index == 1 ? "needle" : nil, createdAt: Tenant.start))
      }
      func names(_ filter: SearchFilter) throws -> [String] {
        try tx.applications.search(tenant.organization.id, filter).items.map(\.name)
      }
      #expect(try names(SearchFilter(q: "100% b")) == ["100% Blue"])
      #expect(try names(SearchFilter(q: "BLUE")) == ["100 blue", "100% Blue"])
      #expect(try names(SearchFilter(name: "e_c")) == ["snake_case"])
      #expect(try names(SearchFilter(name: "g!")) == ["bang!"])
      #expect(try names(SearchFilter(q: "needle")) == ["100 blue"])
      #expect(try names(SearchFilter(q: "blue", description: "needle")) == ["100 blue"])
      #expect(try names(SearchFilter(appName: "app-3")) == ["snakeXcase"])
      #expect(try names(SearchFilter(projectID: ID("nothing"))).isEmpty)
      #expect(try names(SearchFilter(projectID: tenant.project.id)).count == 6)
      #expect(try names(SearchFilter(q: "' OR 1=1 --")).isEmpty)
      let page = try tx.applications.search(tenant.organization.id, SearchFilter(limit: 2, offset: 4))
      #expect(page.items.count == 2 && page.total == 6)
      #expect(try tx.applications.search(ID("other"), SearchFilter()).total == 0)
    }
  }

  @Test func `the overview of 2,000 services opens no secret`() async throws {
    let path = try temporaryPath("slipway.sqlite")
    let store = try await Store.open(path: path, secrets: testSecrets())
    let tenant = tenant
    try await store.write { tx throws in
      try tenant.insert(tx)
      for index in 0..<1_999 {
        try tx.applications.insert(
          Application(
            organizationID: tenant.organization.id, environmentID: tenant.environment.id, name: "app \(index)",
            appName: "app-\(index)", createdAt: Tenant.start.addingTimeInterval(Double(index + 1))))
      }
    }
    let database = try await SQLiteDatabase.open(path: path)
    try await database.write { try $0.run("UPDATE deployable SET secrets = 'broken', refresh_token = 'broken'") }
    let overview = try await store.read { try $0.deployables.overview(in: tenant.organization.id) }
    #expect(overview.count == 2_000)
    #expect(overview.first?.id == tenant.application.id)
    #expect(overview.last?.name == "app 1998")
    let projects = try await store.read { try $0.projectOverview(of: tenant.organization.id) }.projects
    #expect(projects.flatMap(\.environments).flatMap(\.services).map(\.id) == overview.map(\.id))
    let plan = try await database.read { connection in
      try connection.rows(
        """
        EXPLAIN QUERY PLAN SELECT id, environment_id, name, status, kind, detail FROM deployable
        WHERE organization_id = \(tenant.organization.id)
        ORDER BY created_at, name
        """
      ).map { row in try row["detail"] as String }
    }
    #expect(plan.count == 1)
    #expect(plan.first?.contains("USING COVERING INDEX deployable_overview") == true)
  }

  @Test func `settings of an older version get today's defaults for what they lack`() async throws {
    let path = try temporaryPath("slipway.sqlite")
    let store = try await Store.open(path: path, secrets: testSecrets())
    let tenant = tenant
    try await store.write { try tenant.insert($0) }
    let database = try await SQLiteDatabase.open(path: path)
    try await database.write { connection in
      try connection.run(
        #"UPDATE deployable SET build = '{"buildType":"static"}', runtime = '{"replicas":4}', source = '{}'"#)
      try connection.run(
        #"INSERT INTO setting (name, value) VALUES ('server', '{"buildsConcurrency":5,"buildCPULimit":1}')"#)
    }
    try await store.read { tx in
      let application = try tx.applications.one(tenant.application.id)
      #expect(application.build.buildType == .static && application.build.createEnvFile)
      #expect(application.runtime.replicas == 4)
      #expect(application.source == SourceSettings())
      let settings = try tx.settings.server()
      #expect(settings?.buildsConcurrency == 5 && settings?.startSeconds == 90)
    }
  }
}
