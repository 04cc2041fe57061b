// Of Swarm services and their tasks.
extension DockerClient {
  /// - Parameter auth: handed to every node that pulls the image.
  /// - Returns: the service's id.
  @discardableResult
  package func createService(_ spec: ServiceSpec, auth: RegistryAuth? = nil) async throws -> String {
    let request = DockerRequest("POST", "/services/create", "create the service \(spec.Name)")
    return try await decode(request.sending(spec).authorized(by: auth), as: CreatedID.self).ID
  }

  package func inspectService(_ name: String) async throws -> DockerService? {
    try await find(DockerRequest("GET", "/services/\(try DockerName.check(name))", "inspect the service \(name)"))
  }

  /// Replaces the specification.
  /// - Parameter version: `Version.Index` of the service as it was read; `conflict` or `command_failed` ("update out of
  ///   sequence") when somebody was faster.
  package func updateService(
    _ id: String, version: Int, spec: ServiceSpec, auth: RegistryAuth? = nil
  ) async throws {
    let request = DockerRequest(
      "POST", "/services/\(try DockerName.check(id))/update", "update the service \(spec.Name)")
    let registry = auth == nil ? "spec" : nil
    _ = try await send(
      request.with("version", String(version)).with("registryAuthFrom", registry).sending(spec)
        .authorized(by: auth))
  }

  /// A service that is not there is fine. Its tasks end some seconds later.
  package func removeService(_ name: String) async throws {
    try await remove(DockerRequest("DELETE", "/services/\(try DockerName.check(name))", "remove the service \(name)"))
  }

  /// - Parameter labels: all of them must be there with these values.
  package func listServices(labels: [String: String] = [:]) async throws -> [DockerService] {
    let request = DockerRequest("GET", "/services", "list services").with("status", "true")
    return try await decode(request.filtered(by: Self.filters(labels: labels)))
  }

  /// - Returns: the tasks of a service, those that ended too; none when there is no such service.
  package func listTasks(service: String) async throws -> [DockerTask] {
    let request = DockerRequest("GET", "/tasks", "list the tasks of \(service)")
    return try await find(request.filtered(by: ["service": [try DockerName.check(service)]])) ?? []
  }

  /// - Returns: the tasks of every service with these labels (of the service's containers).
  package func listTasks(labels: [String: String]) async throws -> [DockerTask] {
    let request = DockerRequest("GET", "/tasks", "list tasks")
    return try await decode(request.filtered(by: Self.filters(labels: labels)))
  }

  static func filters(labels: [String: String]) -> [String: [String]] {
    labels.isEmpty ? [:] : ["label": labels.map { "\($0)=\($1)" }.sorted()]
  }
}

/// The answer of a call that makes something.
struct CreatedID: Decodable {
  var ID: String

  private enum Keys: String, CodingKey { case ID, Id }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Keys.self)
    ID = try values.decodeIfPresent(String.self, forKey: .ID) ?? values.decode(String.self, forKey: .Id)
  }
}
