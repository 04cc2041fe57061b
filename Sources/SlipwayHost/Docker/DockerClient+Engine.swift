package import Foundation

// Of the engine itself, its Swarm and its nodes.
extension DockerClient {
  /// - Throws: ``SlipwayError`` `unreachable` when no engine answers within five seconds.
  package func ping() async throws {
    var request = DockerRequest("GET", "/_ping", "answer")
    request.timeout = .seconds(5)
    _ = try await sendPlain(request)
  }

  package func version() async throws -> DockerVersion {
    var request = DockerRequest("GET", "/version", "tell its version")
    request.timeout = .seconds(10)
    return try Self.decode(try await sendPlain(request), what: request.what)
  }

  package func info() async throws -> DockerInfo {
    try await decode(DockerRequest("GET", "/info", "describe itself"))
  }

  package func listNodes() async throws -> [DockerNode] {
    try await decode(DockerRequest("GET", "/nodes", "list its nodes"))
  }

  /// Makes this engine the first manager of a new Swarm.
  /// - Parameter advertiseAddress: where other nodes would reach it: an address or an interface's name.
  /// - Returns: the node's id.
  @discardableResult
  package func initSwarm(advertiseAddress: String) async throws -> String {
    let body = SwarmInit(ListenAddr: "0.0.0.0:2377", AdvertiseAddr: advertiseAddress)
    return try await decode(DockerRequest("POST", "/swarm/init", "start a Swarm").sending(body))
  }

  /// What happens from now on, or from a moment on; ends when the engine does.
  /// - Parameter filters: such as `["type": ["container"], "label": ["slipway.instance=slipway"]]`.
  package func events(filters: [String: [String]] = [:], since: Date? = nil) -> JSONLines<DockerEvent> {
    JSONLines {
      var request = try DockerRequest("GET", "/events", "tell what happens").filtered(by: filters)
      if let since { request = request.with("since", DockerTime.seconds(since)) }
      return try await self.open(request)
    }
  }
}

/// The body of the call that starts a Swarm.
private struct SwarmInit: Encodable {
  var ListenAddr: String
  var AdvertiseAddr: String
}
