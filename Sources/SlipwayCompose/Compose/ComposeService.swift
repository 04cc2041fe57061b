/// What a compose file says of one service, as far as whoever runs it must know.
package struct ComposeService: Sendable, Hashable {
  /// Storage that a service sees at a path.
  package struct Volume: Sendable, Hashable {
    /// A folder of the host, a named volume, a volume without a name, or memory.
    package enum Kind: String, Sendable {
      case bind, volume, anonymous, tmpfs, other
    }

    package var kind: Kind
    package var source: String?
    package var target: String
    package var isReadOnly: Bool
  }

  package var name: String
  /// `nil` when the file builds it and gives it no name.
  package var image: String?
  package var hasBuild: Bool
  /// The file checks it; an image may bring a check that the file does not show.
  package var hasHealthcheck: Bool
  /// It is there to end: another service waits for its end, or it says that nothing restarts it.
  package var isOneShot: Bool
  package var volumes: [Volume]
  /// The ports of the host that it takes, as they are written: `8080`, `127.0.0.1:8080`, `8000-8010`.
  package var publishedPorts: [String]
  package var containerName: String?
  package var replicas: Int
  /// It starts only when one of them is asked for.
  package var profiles: [String]
  package var networks: [String]
  package var networkMode: String?
  /// Service → `service_started`, `service_healthy` or `service_completed_successfully`.
  package var dependencies: [String: String]

  /// Why two generations of it cannot run beside each other; `nil` when they can.
  package var reasonForOneAtATime: String? {
    if let containerName { return "container_name '\(containerName)' can be taken once" }
    if let port = publishedPorts.first { return "port \(port) of the host can be taken once" }
    if let networkMode { return "network_mode '\(networkMode)' gives it no address of its own" }
    let written = volumes.first { $0.kind != .tmpfs && $0.kind != .anonymous && !$0.isReadOnly }
    return written.map { "two generations would write to '\($0.source ?? $0.target)' at once" }
  }
}
