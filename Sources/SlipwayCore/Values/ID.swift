import Foundation

/// The identifier of one entity; an `ID<Project>` where an `ID<Deployable>` is wanted does not compile.
package struct ID<Entity>: Hashable, Sendable, CustomStringConvertible {
  package let rawValue: String

  package init(_ rawValue: String) { self.rawValue = rawValue }

  /// A new random identifier: 21 characters of the URL-safe alphabet, 126 bits, as clients of this API know them.
  package static func random() -> ID { ID(RandomText.identifier()) }

  package var description: String { rawValue }
}

extension ID: Codable {
  package init(from decoder: any Decoder) throws {
    rawValue = try decoder.singleValueContainer().decode(String.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}
