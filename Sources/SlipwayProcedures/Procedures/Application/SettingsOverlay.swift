import Foundation
import SlipwayCore

/// Puts the fields of a partial update over a settings value by their names: a field that is left out stays, `null`
/// gives the default back.
enum SettingsOverlay {
  /// - Throws: ``SlipwayError`` `badRequest` naming the field whose value does not fit.
  static func apply<Settings: Codable>(
    _ fields: [String: JSONValue], to settings: Settings, defaults: Settings
  ) throws -> Settings {
    let names = Set(Mirror(reflecting: settings).children.compactMap(\.label))
    var members = try members(of: settings)
    let standard = try Self.members(of: defaults)
    for (name, value) in fields where names.contains(name) {
      members[name] = value == .null ? standard[name] : value
    }
    do {
      return try JSONDecoder().decode(Settings.self, from: JSONEncoder().encode(JSONValue.object(members)))
    } catch let error as DecodingError {
      throw SlipwayError.invalid(field(of: error), "has a value that does not fit")
    }
  }

  /// The fields of a value by their names, without the empty ones.
  static func members(of value: some Encodable) throws -> [String: JSONValue] {
    try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(value)).members
  }

  private static func field(of error: DecodingError) -> String {
    switch error {
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context),
      .dataCorrupted(let context):
      context.codingPath.map(\.stringValue).joined(separator: ".")
    @unknown default: "input"
    }
  }
}
