/// Text that must not be seen: it prints, mirrors and encodes as `‹secret›` unless somebody asks for it by name.
package struct Secret: Hashable, Sendable {
  private let value: String

  package init(_ value: String) { self.value = value }

  /// The text itself. Every call of this is a place where a secret leaves its type: keep them few.
  package func reveal() -> String { value }

  package var isEmpty: Bool { value.isEmpty }

  /// What stands for a secret wherever one would have been printed.
  package static let mask = "‹secret›"
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { Self.mask }
  package var debugDescription: String { Self.mask }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

extension CodingUserInfoKey {
  /// Set to `true` by the one encoder whose output is sealed before it is stored.
  package static let revealsSecrets = CodingUserInfoKey(rawValue: "slipway.reveals-secrets")
}

extension Secret: Codable {
  package init(from decoder: any Decoder) throws {
    value = try decoder.singleValueContainer().decode(String.self)
  }

  package func encode(to encoder: any Encoder) throws {
    let reveals = CodingUserInfoKey.revealsSecrets.flatMap { encoder.userInfo[$0] as? Bool } ?? false
    var container = encoder.singleValueContainer()
    try container.encode(reveals ? value : Self.mask)
  }
}
