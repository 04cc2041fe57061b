import SlipwayAnswers

/// Answers the version of the API that clients know.
package enum SettingsGetDokployVersion: Procedure {
  package static let name = "settings.getDokployVersion"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers the version of the published API that this one is compatible with"

  package static func access(_ input: NoInput) -> Access { .signedIn }
  package static func run(_ input: NoInput, _ call: Call) async throws -> String { PublishedVersion.compatible }
}
