/// Says that this is a server of one's own.
package enum SettingsIsCloud: Procedure {
  package static let name = "settings.isCloud"
  package static let kind = ProcedureKind.query
  package static let summary = "Says whether this is a hosted service: never"

  package static func access(_ input: NoInput) -> Access { .anyone }
  package static func run(_ input: NoInput, _ call: Call) async throws -> Bool { false }
}
