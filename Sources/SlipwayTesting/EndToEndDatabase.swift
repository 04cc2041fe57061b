package import SlipwayCore

/// A database on the server under test, and clients of it that are not Slipway's.
package struct EndToEndDatabase: Sendable {
  package let fixture: EndToEndFixture
  package let engine: Database.Engine
  package let image: String
  package let id: String
  package let appName: String
  package let environmentID: String

  private var api: EndToEndAPI { fixture.api }
  private var named: [String: JSONValue] { ["\(engine)Id": .string(id)] }

  /// A new one in a project of its own; nothing runs yet.
  package static func make(
    _ engine: Database.Engine, _ image: String, _ fixture: EndToEndFixture
  ) async throws -> EndToEndDatabase {
    let project = try await fixture.api.call("project.create", ["name": .string("\(engine)")])
    let environment = try (project["environment"] ?? .null).text("environmentId")
    var input: [String: JSONValue] = [
      "name": .string("\(engine)"), "environmentId": .string(environment), "dockerImage": .string(image),
      "databasePassword": "",
    ]
    if engine != .redis { input.merge(["databaseName": "shop", "databaseUser": "anna"]) { $1 } }
    let row = try await fixture.api.call("\(engine).create", input)
    let database = EndToEndDatabase(
      fixture: fixture, engine: engine, image: image, id: try row.text("\(engine)Id"),
      appName: try row.text("appName"), environmentID: environment)
    // Healthy for half a second is enough.
    try await database.call(
      "update", ["updateConfigSwarm": ["Parallelism": 1, "Order": "stop-first", "Monitor": 500_000_000]])
    return database
  }

  /// One that the server under test has made.
  package static func existing(
    _ id: String, _ engine: Database.Engine, _ image: String, _ fixture: EndToEndFixture
  ) async throws -> EndToEndDatabase {
    let row = try await fixture.api.query("\(engine).one", ["\(engine)Id": id])
    return EndToEndDatabase(
      fixture: fixture, engine: engine, image: image, id: id, appName: try row.text("appName"),
      environmentID: try row.text("environmentId"))
  }

  @discardableResult
  package func call(_ verb: String, _ input: [String: JSONValue] = [:]) async throws -> JSONValue {
    try await api.call("\(engine).\(verb)", input.merging(named) { $1 })
  }

  package func answer(to verb: String, _ input: [String: JSONValue] = [:]) async throws -> EndToEndHTTP.Answer {
    try await api.answer(to: "\(engine).\(verb)", input.merging(named) { $1 })
  }

  package func one() async throws -> JSONValue { try await api.query("\(engine).one", ["\(engine)Id": id]) }

  /// Its newest deployment once it has ended.
  package func lastDeployment(within limit: Duration = .seconds(120)) async throws -> JSONValue {
    var found = JSONValue.null
    try await eventually("the last deployment of \(appName) ends", within: limit, every: .milliseconds(200)) {
      let all = try await api.query("deployment.allByType", ["id": id, "type": "database"])
      guard let newest = all.arrayValue?.first else { return false }
      found = try await api.query("deployment.one", ["deploymentId": try newest.text("deploymentId")])
      return try found.text("status") != "running"
    }
    return found
  }

  package func log(of deployment: JSONValue) async throws -> String {
    let id = try deployment.text("deploymentId")
    return try await api.query("deployment.readLogs", ["deploymentId": id, "tail": "200"]).stringValue ?? ""
  }

  /// Runs it and returns when it serves.
  package func deployed() async throws -> JSONValue {
    try await call("deploy", ["wait": false])
    let deployment = try await lastDeployment()
    guard try deployment.text("status") == "done" else {
      throw EndToEndFailure("\(appName) was not deployed: \(deployment)\n\(try await log(of: deployment))")
    }
    return deployment
  }

  /// Asks as another service of the installation does, or from outside by a port of this machine.
  /// - Parameter password: another one than the present.
  package func ask(_ question: String, password: String? = nil, port: Int? = nil) async throws -> String {
    let row = try await one()
    let secret = try password ?? row.text("databasePassword")
    let network = port == nil ? "\(fixture.instance)-network" : "host"
    let (host, number) = (port == nil ? appName : "127.0.0.1", String(port ?? standardPort))
    let words = ["docker", "run", "--rm", "--network", network, "--entrypoint", "", "-e", secretName, image]
    return try await EndToEndCommand.run(
      words + client(host, number, question), environment: [secretName: secret])
  }

  /// Whether somebody is let in with a password.
  package func accepts(_ password: String) async -> Bool { (try? await ask(ping, password: password)) != nil }

  private var standardPort: Int {
    switch engine {
    case .postgres: 5432
    case .mysql, .mariadb: 3306
    default: 6379
    }
  }

  private var secretName: String {
    switch engine {
    case .postgres: "PGPASSWORD"
    case .mysql, .mariadb: "MYSQL_PWD"
    default: "REDISCLI_AUTH"
    }
  }

  private var ping: String { engine == .redis ? "GET nothing" : "SELECT 1" }

  private func client(_ host: String, _ port: String, _ question: String) -> [String] {
    switch engine {
    case .postgres:
      ["psql", "-h", host, "-p", port, "-U", "anna", "-d", "shop", "-v", "ON_ERROR_STOP=1", "-tAc", question]
    case .mysql, .mariadb:
      ["\(engine)", "-h", host, "-P", port, "-u", "anna", "-N", "-B", "-e", question, "shop"]
    default:
      ["redis-cli", "-h", host, "-p", port, "--no-auth-warning", "-e"]
        + question.split(separator: " ").map(String.init)
    }
  }
}
