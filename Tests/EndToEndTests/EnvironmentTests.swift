import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  @Suite struct EnvironmentTests {
    /// Name, what a user types, what the process must get.
    static let table: [(name: String, typed: String, value: String)] = [
      ("PLAIN", "PLAIN=value", "value"),
      ("EMPTY", "EMPTY=", ""),
      ("EMPTY_QUOTED", "EMPTY_QUOTED=\"\"", ""),
      ("EQUALS", "EQUALS=a=b==c", "a=b==c"),
      ("DOLLAR", "DOLLAR=$HOME costs $5 $$ $(id) `id`", "$HOME costs $5 $$ $(id) `id`"),
      ("BRACES", "BRACES=${HOME} ${not-a-reference}", "${HOME} ${not-a-reference}"),
      ("HASH", "HASH=a#b", "a#b"),
      ("HASH_QUOTED", "HASH_QUOTED=\"a # b\"", "a # b"),
      ("COMMENT", "COMMENT=value # not part of it", "value"),
      ("SINGLE", "SINGLE='it is $HOME \\n \"so\"'", "it is $HOME \\n \"so\""),
      ("DOUBLE", "DOUBLE=\"say \\\"hi\\\" \\\\ back\"", "say \"hi\" \\ back"),
      ("APOSTROPHE", "APOSTROPHE=it's", "it's"),
      ("QUOTE_INSIDE", "QUOTE_INSIDE=a\"b\"c", "a\"b\"c"),
      ("LINES", "LINES=\"first\nsecond\n\nfourth\"", "first\nsecond\n\nfourth"),
      ("ESCAPED_LINES", "ESCAPED_LINES=\"first\\nsecond\"", "first\nsecond"),
      (
        "KEY", "KEY='-----BEGIN KEY-----\nabc+/=\n-----END KEY-----\n'",
        "-----BEGIN KEY-----\nabc+/=\n-----END KEY-----\n"
      ),
      ("JSON", "JSON='{\"a\": [1, \"b\"], \"c\": \"$d\"}'", "{\"a\": [1, \"b\"], \"c\": \"$d\"}"),
      ("SPACES", "SPACES='  both ends  '", "  both ends  "),
      ("TAB", "TAB='a\tb'", "a\tb"),
      ("UNICODE", "UNICODE=Grüße 🚢 日本語 \u{1F468}\u{200D}\u{1F469}", "Grüße 🚢 日本語 \u{1F468}\u{200D}\u{1F469}"),
      ("DECOMPOSED", "DECOMPOSED=e\u{301}", "e\u{301}"),
      ("BACKSLASH", "BACKSLASH=C:\\new\\table\\", "C:\\new\\table\\"),
      ("URL", "URL=postgres://u:p%40ss@host:5432/db?a=b&c=d#f", "postgres://u:p%40ss@host:5432/db?a=b&c=d#f"),
      ("SEMICOLON", "SEMICOLON=a; rm -rf / | cat > x & y", "a; rm -rf / | cat > x & y"),
      ("STARS", "STARS=* ? [a-z] ~ !", "* ? [a-z] ~ !"),
      ("PERCENT", "PERCENT=%s %d %%", "%s %d %%"),
      ("TEMPLATE", "TEMPLATE={{.Node.Hostname}} {{ x }}", "{{.Node.Hostname}} {{ x }}"),
      ("EXPORTED", "export EXPORTED=yes", "yes"),
      ("lower.dotted-name", "lower.dotted-name=fine", "fine"),
      ("TWICE", "TWICE=first\nTWICE=second", "second"),
      ("FROM_PROJECT", "FROM_PROJECT=<${{project.SHARED}}>", "<of the project: $x \"y\">"),
      ("FROM_ENVIRONMENT", "FROM_ENVIRONMENT=${{environment.STAGE}}", "production #1"),
      ("FROM_SELF", "FROM_SELF=${{PLAIN}}/${{EQUALS}}", "value/a=b==c"),
      ("LONG", "LONG=" + String(repeating: "x", count: 20_000), String(repeating: "x", count: 20_000)),
    ]

    @Test(.timeLimit(.minutes(5)))
    func `what a user types is byte for byte what the process gets`() async throws {
      try await EndToEndFixture.with("environment") { e2e in
        let application = try await e2e.application()
        let environment = try await e2e.api.query("environment.one", ["environmentId": application.environmentID])
        try await e2e.api.call(
          "project.update",
          [
            "projectId": .string(try environment.text("projectId")),
            "env": .string("SHARED='of the project: $x \"y\"'"),
          ])
        try await e2e.api.call(
          "environment.update",
          ["environmentId": .string(application.environmentID), "env": .string("STAGE='production #1'")])
        let repository = try await e2e.git.repository("environment", EndToEndRepository.page("env"))
        try await application.useRepository(repository)
        try await application.useDockerfile()
        try await application.monitorShortly()
        try await application.saveEnvironment(Self.table.map(\.typed).joined(separator: "\n") + "\n")
        try await application.deployed()

        let found = try await variables(of: application)
        for row in Self.table {
          let value = found[row.name]
          #expect(
            value.map { Array($0.utf8) } == Array(row.value.utf8),
            "\(row.name): \(value ?? "missing") of \(row.typed)")
        }
        try await expectUnresolvedIsRefused(application)
      }
    }

    /// Read from the process itself: no shell stands between.
    private func variables(of application: EndToEndApplication) async throws -> [String: String] {
      let containers = try await application.fixture.docker.containers(of: application.id)
      let container = try #require(containers.first)
      let text = try await application.fixture.docker.run("exec", container, "cat", "/proc/1/environ")
      let pairs = text.split(separator: "\0", omittingEmptySubsequences: true).map { entry in
        let parts = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
      }
      return Dictionary(pairs) { $1 }
    }

    private func expectUnresolvedIsRefused(_ application: EndToEndApplication) async throws {
      try await application.saveEnvironment("BROKEN=${{project.NOBODY_SET_THIS}}")
      let row = try await application.end(of: try await application.deploy())
      #expect(row["status"] == "error")
      #expect(
        row["errorMessage"]?.stringValue?.contains("NOBODY_SET_THIS") == true, "\(row["errorMessage"] ?? .null)")
      let steps = try row.items("steps").compactMap { $0["step"]?.stringValue }
      #expect(!steps.contains("build"))
    }
  }
}
