import SlipwayCore
import SlipwayStore

/// Says that the process answers and its store, too.
package enum SettingsHealth: Procedure {
  /// `ok`, or there is no answer.
  package struct Output: Codable, Sendable {
    package var status: String
  }

  package static let name = "settings.health"
  package static let kind = ProcedureKind.query
  package static let summary = "Says whether the server and its store answer"

  package static func access(_ input: NoInput) -> Access { .anyone }

  package static func run(_ input: NoInput, _ call: Call) async throws -> Output {
    _ = try await call.store.read { try $0.settings.value("health") }
    return Output(status: "ok")
  }
}
