package import SlipwayCore

/// All machines: the one place that chooses which one does the work.
package struct Hosts: Sendable {
  private let local: (any Host)?

  /// - Parameter local: `nil` in a process that runs apart from the Docker Engine.
  package init(local: (any Host)?) { self.local = local }

  /// - Parameter server: the id of a remote server; `nil` is this machine.
  /// - Throws: ``SlipwayError`` `unreachable` for every other one.
  package func host(for server: String? = nil) throws -> any Host {
    guard let server, !server.isEmpty else {
      guard let local else { throw SlipwayError.apart }
      return local
    }
    throw SlipwayError(
      .unreachable, "The server \(server) is not known here; this version works on its own machine only.")
  }
}

extension SlipwayError {
  /// What a process without the Docker Engine answers to whoever needs it.
  package static let apart = SlipwayError(
    .preconditionFailed,
    "This process of Slipway runs apart from the Docker Engine (--docker-host none): ask one that runs beside the workers."
  )
}
