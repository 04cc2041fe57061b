import SlipwayCore
import SlipwayStore

/// The published words for whose volume is backed up.
package enum VolumeOwner: String, Codable, Sendable, CaseIterable {
  case application, postgres, mysql, mariadb, mongo, redis, compose, libsql

  /// - Throws: ``SlipwayError`` `notFound`.
  static func of(_ id: ID<Deployable>, _ tx: Transaction) throws -> VolumeOwner {
    let deployable = try tx.deployables.one(id)
    switch deployable.kind {
    case .application: return .application
    case .compose: return .compose
    case .database: return VolumeOwner(rawValue: try tx.databases.one(id).settings.engine.rawValue) ?? .postgres
    }
  }
}
