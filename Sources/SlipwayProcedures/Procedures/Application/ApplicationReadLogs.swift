package import SlipwayCore
import SlipwayStore

/// Answers the last lines that the application's tasks printed.
package enum ApplicationReadLogs: Procedure {
  package struct Input: Codable, Sendable {
    package var applicationId: ID<Deployable>
    package var tail: Int?
    /// `all`, or a number with `s`, `m`, `h` or `d`.
    package var since: String?
    package var search: String?
  }

  package static let name = "application.readLogs"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers the last lines that an application's containers printed"

  package static func access(_ input: Input) -> Access { .subject(.application(input.applicationId), .read) }

  package static func run(_ input: Input, _ call: Call) async throws -> String {
    try await ServiceLog(tail: input.tail, since: input.since, search: input.search).read(input.applicationId, call)
  }
}
