import SlipwayCore

/// Those of a compose stack.
enum LaterComposeFields {
  private static let fields = LaterFields(defaults: LaterFields.repository)

  static var defaults: [String: JSONValue] { fields.defaults }

  static func check(_ field: String, _ value: JSONValue) throws { try fields.check(field, value) }
}
