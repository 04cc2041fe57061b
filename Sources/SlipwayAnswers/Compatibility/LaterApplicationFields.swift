package import SlipwayCore

/// Those of an application.
package enum LaterApplicationFields {
  private static let fields = LaterFields(
    defaults: [
      "previewEnv": .null, "previewBuildArgs": .null, "previewBuildSecrets": .null, "previewLabels": .null,
      "previewWildcard": .null, "previewPort": .integer(3000), "previewHttps": .bool(false),
      "previewPath": .string("/"), "previewCertificateType": .string("none"), "previewCustomCertResolver": .null,
      "previewLimit": .integer(3), "isPreviewDeploymentsActive": .bool(false),
      "previewRequireCollaboratorPermissions": .bool(true), "rollbackActive": .bool(true),
      "title": .null, "subtitle": .null, "enabled": .null,
      "rollbackRegistryId": .null, "networkIds": .array([]),
    ],
    alsoAccepted: [
      "rollbackActive": [.bool(false)], "isPreviewDeploymentsActive": [.bool(false)], "enabled": [.bool(true)],
    ])

  package static var defaults: [String: JSONValue] { fields.defaults }

  package static func check(_ field: String, _ value: JSONValue) throws { try fields.check(field, value) }
}
