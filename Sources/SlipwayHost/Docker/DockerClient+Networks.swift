// Of networks and volumes.
extension DockerClient {
  package func inspectNetwork(_ name: String) async throws -> DockerNetwork? {
    try await find(DockerRequest("GET", "/networks/\(try DockerName.check(name))", "inspect the network \(name)"))
  }

  /// Makes an overlay network that containers outside of services may join too.
  /// - Returns: the network's id.
  /// - Throws: ``SlipwayError`` `conflict` when the name is taken.
  @discardableResult
  package func createOverlay(_ name: String, labels: [String: String] = [:]) async throws -> String {
    let body = NetworkRequest(Name: try DockerName.check(name), Labels: labels)
    return try await decode(
      DockerRequest("POST", "/networks/create", "create the network \(name)").sending(body), as: CreatedID.self
    ).ID
  }

  /// A network that is not there is fine.
  package func removeNetwork(_ name: String) async throws {
    try await remove(DockerRequest("DELETE", "/networks/\(try DockerName.check(name))", "remove the network \(name)"))
  }

  package func listNetworks(labels: [String: String] = [:]) async throws -> [DockerNetwork] {
    try await decode(DockerRequest("GET", "/networks", "list networks").filtered(by: Self.filters(labels: labels)))
  }

  /// - Parameter isLoose: only those that no container mounts.
  package func listVolumes(labels: [String: String] = [:], isLoose: Bool = false) async throws -> [DockerVolume] {
    var filters = Self.filters(labels: labels)
    if isLoose { filters["dangling"] = ["true"] }
    let request = try DockerRequest("GET", "/volumes", "list volumes").filtered(by: filters)
    return try await decode(request, as: VolumeList.self).Volumes ?? []
  }

  /// A volume that is not there is fine.
  /// - Throws: ``SlipwayError`` `conflict` when a container uses it.
  package func removeVolume(_ name: String, force: Bool = false) async throws {
    let request = DockerRequest("DELETE", "/volumes/\(try DockerName.check(name))", "remove the volume \(name)")
    try await remove(request.with("force", force ? "true" : nil))
  }
}

/// The body of the call that makes a network.
private struct NetworkRequest: Encodable {
  var Name: String
  var Driver = "overlay"
  var Attachable = true
  var CheckDuplicate = true
  var Labels: [String: String]

  init(Name: String, Labels: [String: String]) {
    self.Name = Name
    self.Labels = Labels
  }
}

/// The answer of the call that lists volumes.
private struct VolumeList: Decodable {
  var Volumes: [DockerVolume]?
}
