import SlipwayCore
import SlipwayStore

/// The kinds of service that mounts belong to, as published.
package enum MountServiceKind: String, Codable, Sendable, CaseIterable {
  case application, postgres, mysql, mariadb, mongo, redis, compose, libsql

  /// The kind of what has this identifier.
  /// - Throws: ``SlipwayError`` `notFound`.
  static func of(_ id: ID<Deployable>, _ tx: Transaction) throws -> MountServiceKind {
    switch try tx.deployables.one(id).kind {
    case .application: .application
    case .compose: .compose
    case .database: MountServiceKind(rawValue: try tx.databases.one(id).settings.engine.rawValue) ?? .application
    }
  }

  /// - Throws: ``SlipwayError`` `badRequest` when the caller named another kind.
  static func check(_ typed: MountServiceKind?, of id: ID<Deployable>, _ tx: Transaction) throws -> MountServiceKind {
    let kind = try of(id, tx)
    guard let typed, typed != kind else { return kind }
    throw SlipwayError.invalid("serviceType", "is \(kind.rawValue) of this service")
  }
}
