package import SlipwayCore
package import SlipwayEngine

/// The input of what concerns one database; its identifier has another name for each engine.
package struct DatabaseInput<Engine: DatabaseEngine>: Codable, Sendable {
  package var id: ID<Deployable>

  package init(id: ID<Deployable>) { self.id = id }

  package init(from decoder: any Decoder) throws {
    id = try decoder.container(keyedBy: FlatKey.self).decode(ID<Deployable>.self, forKey: .id(of: Engine.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: FlatKey.self)
    try fields.encode(id, forKey: .id(of: Engine.self))
  }
}

/// The input of what concerns one database and needs more than its identifier.
package struct DatabaseRequest<Engine: DatabaseEngine, Fields: Codable & Sendable>: Codable, Sendable {
  package var id: ID<Deployable>
  package var fields: Fields

  package init(from decoder: any Decoder) throws {
    id = try DatabaseInput<Engine>(from: decoder).id
    fields = try Fields(from: decoder)
  }

  package func encode(to encoder: any Encoder) throws {
    try DatabaseInput<Engine>(id: id).encode(to: encoder)
    try fields.encode(to: encoder)
  }
}

extension FlatKey {
  /// `postgresId` and its like.
  package static func id(of engine: any DatabaseEngine.Type) -> FlatKey { FlatKey(engine.idField) }
}

extension DatabaseEngine {
  /// What the published API calls the identifier of a database of this engine.
  package static var idField: String { "\(kind.rawValue)Id" }
}
