package import SlipwayCore

/// A compose stack on the server under test.
package struct EndToEndStack: Sendable {
  package let fixture: EndToEndFixture
  package let id: String
  package let appName: String

  package init(fixture: EndToEndFixture, id: String, appName: String) {
    self.fixture = fixture
    self.id = id
    self.appName = appName
  }

  private var api: EndToEndAPI { fixture.api }

  package func one() async throws -> JSONValue { try await api.query("compose.one", ["composeId": id]) }

  /// - Parameter settings: fields of `compose.update`.
  package func update(_ settings: [String: JSONValue]) async throws {
    try await api.call("compose.update", settings.merging(["composeId": .string(id)]) { $1 })
  }

  /// Calls a procedure of stacks that needs nothing but the stack.
  package func call(_ verb: String, _ more: [String: JSONValue] = [:]) async throws {
    try await api.call("compose.\(verb)", more.merging(["composeId": .string(id)]) { $1 })
  }

  package func addDomain(_ host: String, service: String, port: Int = 8080) async throws {
    try await api.call(
      "domain.create",
      [
        "composeId": .string(id), "serviceName": .string(service), "host": .string(host), "port": .integer(port),
        "domainType": "compose",
      ])
  }

  /// - Returns: the new deployment's id.
  package func deploy() async throws -> String {
    try await api.call("compose.deploy", ["composeId": .string(id)]).text("deploymentId")
  }

  /// A deployment as soon as it has ended.
  package func end(of id: String, within limit: Duration = .seconds(120)) async throws -> JSONValue {
    var found = JSONValue.null
    try await eventually("deployment \(id) ends", within: limit, every: .milliseconds(150)) {
      found = try await api.query("deployment.one", ["deploymentId": id])
      return try found.text("status") != "running"
    }
    return found
  }

  /// - Throws: with the deployment's log when it does not end in `done`.
  @discardableResult
  package func deployed(within limit: Duration = .seconds(120)) async throws -> String {
    let id = try await deploy()
    let row = try await end(of: id, within: limit)
    guard try row.text("status") == "done" else {
      throw EndToEndFailure("deployment \(id) ended so: \(row)\n\(try await log(of: id))")
    }
    return id
  }

  package func log(of deployment: String) async throws -> String {
    try await api.query("deployment.readLogs", ["deploymentId": deployment, "tail": "300"]).stringValue ?? ""
  }

  package func get(_ host: String, _ path: String = "/") async throws -> EndToEndHTTP.Answer {
    try await EndToEndHTTP.request(port: fixture.ports.http, host: host, path: path, seconds: 10)
  }

  package func waitForPage(_ text: String, at host: String, within limit: Duration = .seconds(30)) async throws {
    try await eventually("\(host) answers \(text)", within: limit) {
      let answer = try await get(host)
      guard answer.status == 200, answer.body.contains(text) else {
        throw EndToEndFailure("\(answer.status): \(answer.body.prefix(200))")
      }
      return true
    }
  }
}

extension EndToEndFixture {
  /// A project with one compose stack.
  package func stack(_ file: String, name: String = "Stack", type: String = "docker-compose") async throws
    -> EndToEndStack
  {
    let project = try await api.call("project.create", ["name": .string(name)])
    let environment = try (project["environment"] ?? .null).text("environmentId")
    let row = try await api.call(
      "compose.create",
      [
        "name": .string(name), "environmentId": .string(environment), "composeType": .string(type),
        "composeFile": .string(file),
      ])
    return EndToEndStack(fixture: self, id: try row.text("composeId"), appName: try row.text("appName"))
  }
}
