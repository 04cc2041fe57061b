package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Sets how many images may be made at once on a server.
package enum ServerUpdateBuildsConcurrency: Procedure {
  package struct Input: Codable, Sendable {
    package var serverId: ID<Server>
    package var buildsConcurrency: Int
  }

  package static let name = "server.updateBuildsConcurrency"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Sets how many images may be made at once on a server"

  package static func access(_ input: Input) -> Access { .subject(.server(input.serverId), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> ServerRow {
    guard SettingsUpdateBuildsConcurrency.allowed.contains(input.buildsConcurrency) else {
      throw SlipwayError.invalid("buildsConcurrency", "must be between 1 and 100")
    }
    return try await call.store.write { tx in
      var server = try tx.servers.one(input.serverId)
      server.buildsConcurrency = input.buildsConcurrency
      try tx.servers.update(server)
      return try ServerReading.row(server, tx)
    }
  }
}
