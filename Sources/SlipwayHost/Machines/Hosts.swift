import SlipwayCore

/// All machines: the one place that chooses which one does the work.
package struct Hosts: Sendable {
  private let local: any Host

  package init(local: any Host) { self.local = local }

  /// - Parameter server: the id of a remote server; `nil` is this machine.
  /// - Throws: ``SlipwayError`` `unreachable` for every other one.
  package func host(for server: String? = nil) throws -> any Host {
    guard let server, !server.isEmpty else { return local }
    throw SlipwayError(
      .unreachable, "The server \(server) is not known here; this version works on its own machine only.")
  }
}
