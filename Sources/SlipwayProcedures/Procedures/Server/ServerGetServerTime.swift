package import Foundation
import SlipwayCore

/// Answers the clock of the machine that Slipway runs on.
package enum ServerGetServerTime: Procedure {
  /// A moment, and where it is said.
  package struct Output: Codable, Sendable {
    package var time: Date
    package var timezone: String
  }

  package static let name = "server.getServerTime"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers the time and time zone of the machine that Slipway runs on"

  package static func access(_ input: NoInput) -> Access { .organization(.member) }

  package static func run(_ input: NoInput, _ call: Call) async throws -> Output {
    Output(time: call.now(), timezone: TimeZone.current.identifier)
  }
}
