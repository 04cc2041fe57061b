/// Answers the channel of releases.
package enum SettingsGetReleaseTag: Procedure {
  package static let name = "settings.getReleaseTag"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers the channel of releases"

  package static func access(_ input: NoInput) -> Access { .signedIn }
  package static func run(_ input: NoInput, _ call: Call) async throws -> String { "latest" }
}
