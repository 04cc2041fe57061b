package import SlipwayCore

/// A compose stack's own fields on the wire, all in one object.
@dynamicMemberLookup
package struct ComposeRow: Codable, Sendable {
  package var fields: ComposeFields
  package var settings: StackSettings
  package var repository: ComposeRepository

  /// - Parameter showsSecrets: whether the file, the environment and the webhook's token are written in clear.
  package init(_ stack: ComposeStack, showsSecrets: Bool = false) {
    fields = ComposeFields(stack, showsSecrets: showsSecrets)
    settings = stack.settings
    repository = ComposeRepository(stack.source)
  }

  package subscript<Value>(dynamicMember path: KeyPath<ComposeFields, Value>) -> Value { fields[keyPath: path] }

  package init(from decoder: any Decoder) throws {
    fields = try ComposeFields(from: decoder)
    settings = try StackSettings(from: decoder)
    repository = try ComposeRepository(from: decoder)
  }

  package func encode(to encoder: any Encoder) throws {
    let flat = FlatEncoding(encoder: encoder)
    try flat.encode(LaterComposeFields.defaults)
    try fields.encode(to: encoder)
    try flat.encode(settings)
    try repository.encode(to: encoder)
  }
}
