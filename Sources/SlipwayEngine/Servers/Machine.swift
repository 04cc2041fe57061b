package import SlipwayCore
package import SlipwayHost

/// A machine that services run on, with what is particular to it.
package struct Machine: Sendable {
  /// `nil` is the machine that Slipway itself runs on.
  package let server: ID<Server>?
  package let host: any Host
  /// Where what its containers mount lies; there, not here.
  package let folders: DataFolders
  /// Where its proxy answers.
  package let address: String

  /// The machine that Slipway itself runs on.
  package init(this host: any Host, folders: DataFolders) {
    server = nil
    self.host = host
    self.folders = folders
    address = "127.0.0.1"
  }

  init(_ server: Server, host: any Host, place: ServerPlace) {
    self.server = server.id
    self.host = host
    folders = DataFolders(root: place.folder)
    address = server.address
  }

  package var docker: DockerClient { host.docker }
  package var files: any HostFiles { host.files }

  /// Whether something waits for connections of TCP there.
  package func listens(on port: Int) async throws -> Bool {
    try await ServerMachine(host: host).listeners().listeners.contains { $0.port == port }
  }
}
