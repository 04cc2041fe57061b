import Foundation
package import SlipwayCore

/// The PostgreSQL server that tests share; `Scripts/postgres.sh up` starts it.
package enum TestPostgres {
  private static let folder = "/run/slipway-postgres"

  /// Whether the tests of this run keep their stores there instead of in files.
  package static var isWanted: Bool { Configuration.processEnvironment["TEST_STORE"] == "postgres" }

  /// An empty place of its own on the server: a schema.
  package static func address() async throws -> Secret {
    let name = "t" + UUID().uuidString.lowercased().replacing("-", with: "")
    try await run("CREATE SCHEMA \(name)")
    return address(schema: name)
  }

  /// - Throws: ``EndToEndFailure`` with what the server said.
  package static func run(_ statement: String) async throws {
    try await EndToEndCommand.run([
      "psql", "--quiet", "--no-psqlrc", "--set", "ON_ERROR_STOP=1", "--command", statement,
      address(schema: "public").reveal(),
    ])
  }

  private static func address(schema: String) -> Secret {
    Secret("postgresql://postgres@/postgres?host=\(folder)&options=-csearch_path%3D\(schema)")
  }

  /// A server of a test's own, which it may kill.
  package struct Server: Sendable {
    package let address: Secret
    fileprivate let folder: String

    package func start() async throws { try await EndToEndCommand.run(["Scripts/postgres.sh", "up", folder]) }

    /// As if the machine had failed.
    package func kill() async throws { try await EndToEndCommand.run(["Scripts/postgres.sh", "kill", folder]) }

    /// As if its disk or its network did not answer: connections stay, and nothing comes.
    package func freeze() async throws { try await EndToEndCommand.run(["Scripts/postgres.sh", "freeze", folder]) }

    package func thaw() async throws { try await EndToEndCommand.run(["Scripts/postgres.sh", "thaw", folder]) }

    package func stop() async throws { try await EndToEndCommand.run(["Scripts/postgres.sh", "down", folder]) }

    /// - Returns: the rows of a query, one a line, with `|` between the values.
    package func query(_ statement: String) async throws -> [String] {
      try await EndToEndCommand.run([
        "psql", "--quiet", "--no-psqlrc", "--tuples-only", "--no-align", "--command", statement, address.reveal(),
      ]).split(separator: "\n").map(String.init)
    }
  }

  package static func own() async throws -> Server {
    let folder = try temporaryPath("postgres")
    let server = Server(address: Secret("postgresql://postgres@/postgres?host=\(folder)"), folder: folder)
    try await server.start()
    return server
  }
}
