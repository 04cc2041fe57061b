package import SlipwayCore
package import SlipwayEngine
package import SlipwayStore

/// A database in `project.all`: no more than a list of many projects shows.
package struct DatabaseBrief<Engine: DatabaseEngine>: Codable, Sendable {
  /// All but the identifier.
  package struct Fields: Codable, Sendable {
    package var name: String
    package var applicationStatus: Deployable.Status
  }

  package var id: ID<Deployable>
  package var fields: Fields

  package init(_ summary: ProjectOverview.Service) {
    id = summary.id
    fields = Fields(name: summary.name, applicationStatus: summary.status)
  }

  /// Those of this engine.
  package static func all(of services: [ProjectOverview.Service]) -> [DatabaseBrief] {
    services.filter { $0.kind == .database && $0.detail == Engine.kind.rawValue }.map(DatabaseBrief.init)
  }

  package init(from decoder: any Decoder) throws {
    id = try DatabaseInput<Engine>(from: decoder).id
    fields = try Fields(from: decoder)
  }

  package func encode(to encoder: any Encoder) throws {
    try DatabaseInput<Engine>(id: id).encode(to: encoder)
    try fields.encode(to: encoder)
  }
}

extension DatabaseBrief: WireWritable {
  package func write(to json: inout WireText) {
    json.raw("{\"applicationStatus\":")
    json.string(fields.applicationStatus.rawValue)
    // By their names, as an encoder sorts them.
    let members = [(Engine.idField, id.rawValue), ("name", fields.name)].sorted { $0.0 < $1.0 }
    for (name, value) in members {
      json.raw(",")
      json.string(name)
      json.raw(":")
      json.string(value)
    }
    json.raw("}")
  }
}
