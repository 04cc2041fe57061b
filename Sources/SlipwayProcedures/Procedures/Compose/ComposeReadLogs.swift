package import SlipwayCore
import SlipwayStore

/// Answers the last lines that a container of the stack printed.
package enum ComposeReadLogs: Procedure {
  package struct Input: Codable, Sendable {
    package var composeId: ID<Deployable>
    /// The container's name or id.
    package var containerId: String
    package var tail: Int?
    /// `all`, or a number with `s`, `m`, `h` or `d`.
    package var since: String?
    package var search: String?
  }

  package static let name = "compose.readLogs"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers the last lines that a container of a compose stack printed"

  package static func access(_ input: Input) -> Access { .subject(.compose(input.composeId), .read) }

  package static func run(_ input: Input, _ call: Call) async throws -> String {
    let stack = try await call.store.read { try $0.composeStacks.one(input.composeId) }
    let log = ServiceLog(tail: input.tail, since: input.since, search: input.search)
    return try await log.read(container: input.containerId, of: stack, call)
  }
}
