import SlipwayCore
import SlipwayStore

/// What is built on a server.
enum ServerBuilds {
  /// By their names.
  static func applications(on server: Server, _ tx: Transaction) throws -> [Application] {
    guard server.purpose == .build else { return [] }
    return try tx.environments.all(in: server.organizationID).flatMap { try tx.applications.all(in: $0.id) }
      .filter { $0.build.buildServerId == server.id }.sorted { $0.name < $1.name }
  }

  /// - Throws: ``SlipwayError`` `conflict` naming them.
  static func requireNone(on server: Server, _ tx: Transaction) throws {
    let names = try applications(on: server, tx).map(\.name)
    guard !names.isEmpty else { return }
    let list = names.prefix(10).joined(separator: ", ") + (names.count > 10 ? " and \(names.count - 10) more" : "")
    throw SlipwayError(
      .conflict, "\(server.name) builds \(list). Choose another build server, or none, at their Source & build first."
    )
  }
}
