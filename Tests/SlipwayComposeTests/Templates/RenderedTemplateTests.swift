import Foundation
import SlipwayCore
import Testing

@testable import SlipwayCompose

struct RenderedTemplateTests {
  private static let compose = "services:\n  web: {image: x}\n  api: {image: y}\n"

  private func render(_ config: String) throws -> RenderedTemplate {
    try RenderedTemplate(
      compose: Self.compose, config: config,
      TemplateSurroundings(appName: "blog-x1y2z3", now: Date(timeIntervalSince1970: 1_700_000_000)) { "made.test" })
  }

  /// The value of one variable after it was filled in.
  private func value(_ text: String, variables: String = "") throws -> String {
    let env = try render("[variables]\n\(variables)\nv = '''\(text)'''\n[config]\nenv = [\"V=${v}\"]").env
    return String(try #require(env.first).dropFirst(2))
  }

  private func problem(_ config: String) -> String? {
    #expect(throws: SlipwayError.self) { try render(config) }?.details["template.toml"]
  }

  @Test func `A whole template gives environment, domains and files`() throws {
    let rendered = try render(
      """
      [variables]
      main_domain = "${domain}"
      password = "${password:24}"
      url = "https://${main_domain}/${APP_NAME}"

      [config]
      isolated = true
      [config.env]
      URL = "${url}"
      DB = "postgres://app:${password}@db"
      DEBUG = false
      WORKERS = 8_000
      LATER = "${LATER:-x} ${HOME}"
      [[config.domains]]
      serviceName = "web"
      port = 8_080
      host = "${main_domain}"
      [[config.domains]]
      serviceName = "api"
      port = "3000"
      path = "/api"
      [[config.mounts]]
      filePath = "/./conf/app.ini"
      content = "key=${password} ${unknown} ${x:8}"
      [[config.mounts]]
      volumeName = "data"
      """)
    let password = String(
      try #require(rendered.env.dropFirst().first).dropFirst("DB=postgres://app:".count).prefix(24))
    #expect(password.allSatisfy { $0.isLowercase || $0.isNumber })
    #expect(
      rendered.env == [
        "URL=https://made.test/blog-x1y2z3", "DB=postgres://app:\(password)@db", "DEBUG=false", "WORKERS=8000",
        "LATER=${LATER:-x} ${HOME}",
      ])
    #expect(
      rendered.domains == [
        .init(serviceName: "web", host: "made.test", port: 8080, path: nil),
        .init(serviceName: "api", host: "made.test", port: 3000, path: "/api"),
      ])
    #expect(rendered.mounts == [.init(filePath: "conf/app.ini", content: "key=\(password) ${unknown} ${x:8}")])
    #expect(rendered.isIsolated && rendered.compose == Self.compose)
  }

  @Test func `Environments come as tables, lists of lines and lists of tables`() throws {
    #expect(try render("[config]\nenv = [\"A=1\", \"# note\", \"\", \"B=x=y\"]").env == ["A=1", "B=x=y"])
    #expect(try render("[[config.env]]\nA = 1\n[[config.env]]\nB = true").env == ["A=1", "B=true"])
    #expect(try render("[config.env]\nA = '''x\ny'''").env == ["A='x\ny'"])
    #expect(try render("").env.isEmpty)
  }

  @Test(arguments: [
    ("${password}", "^[a-z0-9]{16}$"), ("${password:4}", "^[a-z0-9]{4}$"), ("${hash:3}_", "^[0-9a-f]{3}_$"),
    ("${hash}", "^[0-9a-f]{8}$"), ("${base64}", "^[A-Za-z0-9+/]{43}=$"), ("${base64:3}", "^[A-Za-z0-9+/]{4}$"),
    ("${uuid}", "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$"),
    ("${timestamp}", "^1700000000000$"),
    ("${timestampms:2030-01-01T00:00:00Z}", "^1893456000000$"), ("${timestamps:2030-01-01}", "^1893456000$"),
    ("${timestamps}", "^1700000000$"), ("${randomPort}", "^[1-9][0-9]{4}$"), ("${username}", "^[a-z]+[0-9]{3}$"),
    ("${email}", "^[a-z]+[0-9]{3}@example.com$"), ("${jwt}", "^[\\w-]+\\.[\\w-]+\\.[\\w-]+$"),
    ("${jwt:16}", "^[0-9a-f]{32}$"),
    ("a ${domain} b", "^a made.test b$"), ("$A ${", "^\\$A \\$\\{$"),
  ])
  func `Helpers make what they are for, wherever they stand`(text: String, pattern: String) throws {
    let made = try value(text)
    #expect(made.range(of: pattern, options: .regularExpression) != nil, "\(made)")
  }

  @Test func `A token is signed with a variable and carries a payload's fields behind its times`() throws {
    let variables = """
      secret = "s3cret"
      payload = '''
        {"role": "anon", "iss": "supabase", "iat": 1, "exp": 2}
      '''
      """
    let token = try value("${jwt:secret:payload}", variables: variables)
    let parts = token.split(separator: ".").map(String.init)
    #expect(parts[0] == "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9")
    let body = Data(
      base64Encoded: parts[1].padding(toLength: (parts[1].count + 3) / 4 * 4, withPad: "=", startingAt: 0))
    #expect(String(decoding: body ?? Data(), as: UTF8.self) == #"{"iat":1,"exp":2,"role":"anon","iss":"supabase"}"#)
    #expect(try value("${jwt:secret:payload}", variables: variables) == token)
  }

  @Test func `Variables name each other, each has one value, and one that is empty counts`() throws {
    #expect(try value("${a}${b}-${c}", variables: "a = \"${b}\"\nb = \"${hash:4}\"\nc = \"\"").count == 9)
    let twice = try value("${a}${a}", variables: "a = \"${password:8}\"")
    #expect(twice.prefix(8) == twice.suffix(8))
    #expect(try value("${APP_NAME}", variables: "APP_NAME = \"mine\"") == "mine")
    #expect(problem("[variables]\na = \"${b}\"\nb = \"${a}\"")?.contains("depends on itself: a → b → a") == true)
  }

  @Test(arguments: [
    ("[variables]\nx = \"${passwrd:12}\"", "variables.x: '${passwrd:12}' is neither a variable nor a helper"),
    ("[config.env]\nX = \"${domian}\"", "config.env.X: '${domian}' is neither"),
    ("[config.env]\nX = \"${password:many}\"", "'many' must be a length"),
    ("[config.env]\nX = \"${timestamps:noon}\"", "must be a time"),
    ("[config.env]\nX = [1]", "config.env.X must be a text"),
    ("[config]\nenv = [\"X\"]", "config.env[0] must be NAME=value"),
    ("[config]\nenv = 1", "config.env must be a table or a list"),
    (
      "[[config.domains]]\nserviceName = \"nope\"\nport = 1",
      "config.domains[0].serviceName: the compose file has no 'nope'"
    ),
    ("[[config.domains]]\nserviceName = \"web\"", "config.domains[0].port must be between"),
    (
      "[[config.domains]]\nserviceName = \"web\"\nport = 1\nhost = \"a b`\"",
      "config.domains[0].host: 'a b`' is no host name"
    ),
    (
      "[[config.domains]]\nserviceName = \"web\"\nport = 1\n[[config.domains]]\nport = 2",
      "config.domains[1].serviceName"
    ),
    (
      "[[config.mounts]]\nfilePath = \"../../etc/cron.d/x\"\ncontent = \"\"",
      "config.mounts[0].filePath must be a path that stays"
    ),
    ("[[config.mounts]]\ncontent = \"x\"", "config.mounts[0].filePath is needed"),
    ("[config]\nisolated = \"yes\"", "config.isolated must be true or false"),
  ])
  func `A template that cannot be meant is refused, and the key is named`(config: String, expected: String) {
    #expect(problem(config)?.contains(expected) == true, "\(problem(config) ?? "nothing")")
  }

  @Test(arguments: [40, 30_000]) func `A long chain of variables is refused, and ends no process`(length: Int) {
    let chain = (0..<length).map { "v\($0) = \"${v\($0 + 1)}\"" } + ["v\(length) = \"\""]
    let found = problem("[variables]\n" + chain.joined(separator: "\n"))
    #expect(found?.contains("stand too deep in one another") == true, "\(found ?? "nothing")")
  }

  @Test(.timeLimit(.minutes(1))) func `Many variables that name a long one do not become gigabytes`() {
    let long = "v = \"\(String(repeating: "x", count: 400_000))\"\n"
    let many = (0..<20_000).map { "v\($0) = \"${v}\"" }.joined(separator: "\n")
    for config in ["[variables]\n\(long)\(many)", "[variables]\n\(long)\n[config.env]\n\(many)"] {
      #expect(problem(config)?.contains("makes the template longer than 8 MiB") == true)
    }
  }

  @Test func `Domains that name no service at all are none`() throws {
    #expect(try render("[[config.domains]]\nport = 80").domains.isEmpty)
  }
}
