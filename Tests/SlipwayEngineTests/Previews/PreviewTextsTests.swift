import Foundation
import SlipwayCore
import SlipwayEngine
import Testing

@Suite struct PreviewTextsTests {
  private func host(_ address: String? = "192.0.2.7") -> PreviewHost {
    PreviewHost(
      appName: "preview-web-abc123", app: "web-xyz789", number: 7, branch: "Feature/Log in", address: address)
  }

  @Test(arguments: [
    ("*.preview.example.com", "preview-web-abc123.preview.example.com"),
    ("pr-${prNumber}.example.com", "pr-7.example.com"),
    ("${branch}.${app}.example.com", "feature-log-in.web-xyz789.example.com"),
    ("", "preview-web-abc123.192-0-2-7.sslip.io"), ("*.sslip.io", "preview-web-abc123.192-0-2-7.sslip.io"),
  ])
  func `a pattern makes a host`(pattern: String, expected: String) throws {
    #expect(try host().name(pattern) == expected)
  }

  @Test func `a pattern that makes no host, or the same for all, is refused`() {
    #expect(throws: SlipwayError.self) { try host().name("* .example.com") }
    #expect(throws: SlipwayError.self) { try host(nil).name(nil) }
    #expect(throws: SlipwayError.self) { try PreviewHost.check("preview.example.com") }
    #expect(throws: Never.self) { try PreviewHost.check("*.example.com") }
  }

  private func variables(isFork: Bool, sharing: Bool = true) -> PreviewVariables {
    var plan = PreviewPlan(id: ID("p"), organizationID: ID("o"))
    plan.settings.previewParentVariables = sharing
    plan.secrets.previewEnv = Secret("GREETING=hello")
    plan.secrets.previewBuildSecrets = Secret("TOKEN=t")
    let preview = PreviewDeployment(
      organizationID: ID("o"), parentID: ID("p"), number: 7, title: "t",
      origin: PreviewDeployment.Origin(branch: "b", isFork: isFork), needsApproval: isFork,
      createdAt: Date(timeIntervalSince1970: 0))
    return PreviewVariables(plan: plan, preview: preview, host: "a.example.com")
  }

  @Test func `the parent's variables go along where that is wanted, and never with a fork`() {
    let parent = Secret("DATABASE_URL=production\nGREETING=parent")
    let own = EnvironmentVariables(parsing: variables(isFork: false).environment(parent: parent).reveal())
    #expect(own["DATABASE_URL"] == "production" && own["GREETING"] == "hello")
    #expect(own["DOKPLOY_DEPLOY_URL"] == "a.example.com" && own["SLIPWAY_PREVIEW_NUMBER"] == "7")
    for other in [variables(isFork: true), variables(isFork: false, sharing: false)] {
      let found = EnvironmentVariables(parsing: other.environment(parent: parent).reveal())
      #expect(found["DATABASE_URL"] == nil && found["GREETING"] == "hello")
    }
    #expect(variables(isFork: true).buildSecrets().isEmpty)
    #expect(variables(isFork: false).buildSecrets().reveal().contains("TOKEN"))
  }

  @Test func `an own database's address takes the place of the parent's`() {
    var database = Database(
      organizationID: ID("o"), environmentID: ID("e"), name: "Main DB", appName: "preview-db-abc123",
      settings: DatabaseSettings(engine: .postgres, dockerImage: "postgres:17"),
      createdAt: Date(timeIntervalSince1970: 0))
    database.settings.databaseName = "shop"
    database.settings.databaseUser = "anna"
    database.secrets.password = Secret("own")
    var all = variables(isFork: false)
    all.databases = [("Main DB", database)]
    let found = EnvironmentVariables(
      parsing: all.environment(parent: Secret("DATABASE_URL=production")).reveal())
    #expect(found["DATABASE_URL"] == "postgresql://anna:own@preview-db-abc123:5432/shop")
    #expect(found["MAIN_DB_HOST"] == "preview-db-abc123" && found["MAIN_DB_PASSWORD"] == "own")
  }

  @Test func `the comment says how the preview stands`() {
    var comment = PreviewComment(
      parent: "web", state: .serving, url: "https://a.example.com", commit: String(repeating: "a", count: 40))
    comment.page = "https://panel.example.com/applications/1/previews"
    #expect(
      comment.text == """
        **Preview of web**

        | Status | Address | Commit |
        | --- | --- | --- |
        | Serves | [https://a.example.com](https://a.example.com) | `aaaaaaaaaaaa` |

        [Its deployments and logs](https://panel.example.com/applications/1/previews)
        """)
    let waiting = PreviewComment(parent: "web", state: .waiting, url: "https://a.example.com")
    #expect(
      waiting.text == """
        **Preview of web**

        | Status | Address | Commit |
        | --- | --- | --- |
        | Waits for an approval | – | – |

        A maintainer has to approve this commit in the dashboard before it runs.
        """)
  }

  @Test func `a name in the comment is no markup and calls nobody`() {
    let text = PreviewComment(parent: "a|b <img> @all [x](y)", state: .removed).text
    #expect(text.contains("a\\|b \\<img\\> @\u{200B}all \\[x\\]\\(y\\)"))
  }
}
