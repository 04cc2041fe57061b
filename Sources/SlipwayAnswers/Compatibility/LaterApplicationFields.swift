package import SlipwayCore

/// Those of an application.
package enum LaterApplicationFields {
  private static let fields = LaterFields(
    defaults: [
      "rollbackActive": .bool(true), "title": .null, "subtitle": .null, "enabled": .null,
      "rollbackRegistryId": .null, "networkIds": .array([]),
    ],
    alsoAccepted: [
      "rollbackActive": [.bool(false)], "enabled": [.bool(true)],
    ])

  package static var defaults: [String: JSONValue] { fields.defaults }

  package static func check(_ field: String, _ value: JSONValue) throws { try fields.check(field, value) }
}
