package import SlipwayCore

/// `server.one`: a server with what was done to set it up.
package struct ServerDetail: Codable, Sendable {
  package var server: ServerRow
  package var more: More

  /// What the row lacks.
  package struct More: Codable, Sendable {
    /// The key that it lets in, as a line of `authorized_keys`.
    @Null package var publicKey: String?
    /// What is built there, of a build server.
    package var builds: [Build]
    /// Newest first.
    package var runs: [ServerRunRow]

    package init(publicKey: String?, builds: [Build], runs: [ServerRunRow]) {
      self.publicKey = publicKey
      self.builds = builds
      self.runs = runs
    }
  }

  /// An application whose image is made there.
  package struct Build: Codable, Sendable {
    package var applicationId: ID<Deployable>
    package var name: String

    package init(applicationId: ID<Deployable>, name: String) {
      self.applicationId = applicationId
      self.name = name
    }
  }

  package init(_ server: ServerRow, _ more: More) {
    self.server = server
    self.more = more
  }

  package init(from decoder: any Decoder) throws {
    server = try ServerRow(from: decoder)
    more = try More(from: decoder)
  }

  package func encode(to encoder: any Encoder) throws {
    try server.encode(to: encoder)
    try more.encode(to: encoder)
  }
}
