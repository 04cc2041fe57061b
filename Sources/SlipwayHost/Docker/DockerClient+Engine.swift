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
