import Foundation
package import SlipwayCore

/// Pull requests of an application's repository as GitHub has them: a reference for each, and what it sends.
package struct EndToEndPullRequests {
  package let application: EndToEndApplication
  package let repository: EndToEndRepository
  package var isFork: Bool

  package init(application: EndToEndApplication, repository: EndToEndRepository, isFork: Bool = false) {
    self.application = application
    self.repository = repository
    self.isFork = isFork
  }

  private var e2e: EndToEndFixture { application.fixture }

  /// - Returns: the request's newest commit.
  package func push(_ number: Int, page: String) async throws -> String {
    let commit = try await repository.push(["index.html": page + "\n"], branch: "change-\(number)")
    try await repository.git("push", "-q", "-f", repository.url, "HEAD:refs/pull/\(number)/head")
    return commit
  }

  /// - Returns: what was decided.
  @discardableResult
  package func tell(_ action: String, _ number: Int, _ commit: String) async throws -> String {
    let owner = isFork ? "stranger" : "team"
    let payload: JSONValue = [
      "action": .string(action), "repository": ["full_name": "team/web", "default_branch": "main"],
      "pull_request": [
        "number": .integer(number), "title": .string("Change \(number)"),
        "html_url": "https://git.example.org/team/web/pull",
        "user": ["login": "ada"], "draft": false, "labels": [],
        "head": [
          "ref": .string("change-\(number)"), "sha": .string(commit),
          "repo": ["full_name": .string("\(owner)/web")],
        ],
        "base": ["ref": "main", "sha": .string(commit), "repo": ["full_name": "team/web"]],
      ],
    ]
    let token = try await application.one().text("refreshToken")
    let answer = try await EndToEndHTTP.request(
      port: e2e.ports.panel, path: "/api/deploy/\(token)",
      headers: [
        "content-type": "application/json", "x-github-event": "pull_request",
        "x-github-delivery": RandomText.suffix(20),
      ], body: String(decoding: try JSONEncoder().encode(payload), as: UTF8.self))
    guard answer.status == 200 else { throw EndToEndFailure("\(answer.status): \(answer.body)") }
    return answer.body
  }

  package func all() async throws -> [JSONValue] { try await Self.rows(application) }

  package static func rows(_ application: EndToEndApplication) async throws -> [JSONValue] {
    try await application.fixture.api.query("previewDeployment.all", ["applicationId": application.id]).arrayValue
      ?? []
  }

  /// The preview of a request, as soon as it is there.
  package func one(_ number: Int) async throws -> JSONValue {
    var found: JSONValue?
    try await eventually("the preview of #\(number) is there", within: .seconds(30)) {
      found = try await all().first { $0["pullRequestNumber"] == .string("\(number)") }
      return found != nil
    }
    return found ?? .null
  }

  /// The preview of a request, as soon as it answers so.
  package func serving(_ number: Int, _ text: String) async throws -> JSONValue {
    var found = JSONValue.null
    try await eventually("the preview of #\(number) runs", within: .seconds(120)) {
      found = try await one(number)
      let newest = found["deployments"]?.arrayValue?.first
      if newest?["status"] == "error" || found["problem"]?.stringValue != nil { throw EndToEndFailure("\(found)") }
      return found["state"] == "running"
    }
    try await page(found, text)
    return found
  }

  package func page(_ preview: JSONValue, _ text: String) async throws {
    let host = try preview.text("url").replacing("http://", with: "")
    try await eventually("\(host) answers \(text)", within: .seconds(60)) {
      let answer = try await EndToEndHTTP.request(port: e2e.ports.http, host: host, path: "/", seconds: 10)
      guard answer.status == 200, answer.body.contains(text) else {
        throw EndToEndFailure("\(answer.status): \(answer.body.prefix(200))")
      }
      return true
    }
  }
}
