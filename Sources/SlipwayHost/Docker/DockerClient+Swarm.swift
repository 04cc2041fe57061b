// Of the Swarm that an engine is in.
extension DockerClient {
  /// Begins a Swarm whose only node, a manager, is this engine.
  /// - Parameter advertised: the address that later nodes reach it by; `nil` lets Docker choose.
  /// - Throws: ``SlipwayError`` `precondition_failed` when it is in one already.
  package func initSwarm(advertised: String?) async throws {
    let body = SwarmRequest(ListenAddr: "0.0.0.0:2377", AdvertiseAddr: advertised ?? "")
    _ = try await send(DockerRequest("POST", "/swarm/init", "begin a Swarm").sending(body))
  }
}

/// The body of the call that begins a Swarm.
private struct SwarmRequest: Encodable {
  var ListenAddr: String
  var AdvertiseAddr: String
}
