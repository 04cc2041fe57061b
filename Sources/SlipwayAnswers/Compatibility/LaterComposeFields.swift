package import SlipwayCore

/// Those of a compose stack.
package enum LaterComposeFields {
  private static let fields = LaterFields(defaults: [:])

  package static var defaults: [String: JSONValue] { fields.defaults }

  package static func check(_ field: String, _ value: JSONValue) throws { try fields.check(field, value) }
}
