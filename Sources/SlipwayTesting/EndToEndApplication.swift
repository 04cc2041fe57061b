package import SlipwayCore

/// An application on the server under test.
package struct EndToEndApplication: Sendable {
  package let fixture: EndToEndFixture
  package let id: String
  package let appName: String
  package let environmentID: String
  package let host: String

  var api: EndToEndAPI { fixture.api }

  package func one() async throws -> JSONValue { try await api.query("application.one", ["applicationId": id]) }

  /// - Parameter settings: fields of `application.update`.
  package func update(_ settings: [String: JSONValue]) async throws {
    try await api.call("application.update", settings.merging(["applicationId": .string(id)]) { $1 })
  }

  package func useRepository(_ repository: EndToEndRepository, branch: String = "main") async throws {
    try await useGit(repository.url, branch: branch)
  }

  package func useGit(_ url: String, branch: String = "main", more: [String: JSONValue] = [:]) async throws {
    let input: [String: JSONValue] = [
      "applicationId": .string(id), "customGitUrl": .string(url), "customGitBranch": .string(branch),
      "customGitBuildPath": "/", "watchPaths": [],
    ]
    try await api.call("application.saveGitProvider", input.merging(more) { $1 })
  }

  package func useDockerfile() async throws {
    try await api.call(
      "application.saveBuildType",
      [
        "applicationId": .string(id), "buildType": "dockerfile", "dockerfile": "Dockerfile", "dockerContextPath": "",
        "dockerBuildStage": "", "herokuVersion": nil, "railpackVersion": nil,
      ])
  }

  /// Healthy for half a second is enough where a test is about something else.
  package func monitorShortly() async throws {
    try await update(["updateConfigSwarm": ["Parallelism": 1, "Order": "start-first", "Monitor": 500_000_000]])
  }

  package func saveEnvironment(_ text: String) async throws {
    try await api.call(
      "application.saveEnvironment",
      [
        "applicationId": .string(id), "env": .string(text), "buildArgs": "", "buildSecrets": "",
        "createEnvFile": false,
      ])
  }

  @discardableResult
  package func addDomain(_ name: String? = nil, port: Int = 8080, more: [String: JSONValue] = [:]) async throws
    -> String
  {
    let host = name ?? self.host
    let input: [String: JSONValue] = ["applicationId": .string(id), "host": .string(host), "port": .integer(port)]
    try await api.call("domain.create", input.merging(more) { $1 })
    return host
  }

  /// - Returns: the new deployment's id.
  package func deploy() async throws -> String {
    try await api.call("application.deploy", ["applicationId": .string(id)]).text("deploymentId")
  }

  /// Newest first.
  package func deployments() async throws -> [JSONValue] {
    try await api.query("deployment.all", ["applicationId": id]).arrayValue ?? []
  }

  /// A deployment with its steps and evidence.
  package func deployment(_ id: String) async throws -> JSONValue {
    try await api.query("deployment.one", ["deploymentId": id])
  }

  /// A deployment as soon as it has ended.
  package func end(of id: String, within limit: Duration = .seconds(120)) async throws -> JSONValue {
    var found = JSONValue.null
    try await eventually("deployment \(id) ends", within: limit, every: .milliseconds(150)) {
      found = try await deployment(id)
      guard try found.text("status") == "running" else { return true }
      throw EndToEndFailure("it is at step \(found["step"] ?? .null)")
    }
    return found
  }

  /// - Throws: with the deployment's log when it does not end in `done`.
  @discardableResult
  package func deployed(_ deployment: String? = nil, within limit: Duration = .seconds(120)) async throws -> JSONValue
  {
    let id: String
    if let deployment { id = deployment } else { id = try await deploy() }
    let row = try await end(of: id, within: limit)
    guard try row.text("status") == "done" else {
      throw EndToEndFailure("deployment \(id) ended so: \(row)\n\(try await log(of: id))")
    }
    return row
  }

  package func log(of deployment: String) async throws -> String {
    try await api.query("deployment.readLogs", ["deploymentId": deployment, "tail": "200"]).stringValue ?? ""
  }

  /// Through the proxy, at the application's own host.
  package func get(_ path: String = "/") async throws -> EndToEndHTTP.Answer {
    try await EndToEndHTTP.request(port: fixture.ports.http, host: host, path: path, seconds: 10)
  }

  package func waitForPage(_ text: String, within limit: Duration = .seconds(20)) async throws {
    try await eventually("\(host) answers \(text)", within: limit) {
      let answer = try await get()
      guard answer.status == 200, answer.body.contains(text) else {
        throw EndToEndFailure("\(answer.status): \(answer.body.prefix(200))")
      }
      return true
    }
  }

  /// What GitHub sends after a push.
  package func webhook(
    commit: String, branch: String = "main", message: String = "Change", changed: [String] = ["index.html"]
  )
    async throws -> EndToEndHTTP.Answer
  {
    let change: JSONValue = [
      "id": .string(commit), "message": .string(message), "added": [], "removed": [],
      "modified": .array(changed.map { .string($0) }),
    ]
    let payload: JSONValue = [
      "ref": .string("refs/heads/\(branch)"), "after": .string(commit), "head_commit": change, "commits": [change],
    ]
    return try await fixture.webhook(of: self, payload: payload, delivery: RandomText.suffix(20))
  }
}
