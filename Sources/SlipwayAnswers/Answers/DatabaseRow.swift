package import SlipwayCore
package import SlipwayEngine
import SlipwayStore

/// A database on the wire, all in one object; its identifier has another name for each engine.
@dynamicMemberLookup
package struct DatabaseRow<Engine: DatabaseEngine>: Codable, Sendable {
  package var id: ID<Deployable>
  package var fields: DatabaseFields
  package var runtime: RuntimeSettings

  /// - Parameter showsSecrets: whether passwords and the environment are written in clear.
  package init(_ database: Database, ports: [PublishedPort], showsSecrets: Bool = false) {
    id = database.id
    fields = DatabaseFields(database, ports: ports, showsSecrets: showsSecrets)
    runtime = database.runtime
  }

  package subscript<Value>(dynamicMember path: KeyPath<DatabaseFields, Value>) -> Value { fields[keyPath: path] }

  package init(from decoder: any Decoder) throws {
    id = try DatabaseInput<Engine>(from: decoder).id
    fields = try DatabaseFields(from: decoder)
    runtime = try RuntimeSettings(from: decoder)
  }

  package func encode(to encoder: any Encoder) throws {
    try DatabaseInput<Engine>(id: id).encode(to: encoder)
    try fields.encode(to: encoder)
    try FlatEncoding(encoder: encoder).encode(runtime)
  }
}
