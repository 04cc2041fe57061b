import SlipwayCore
import SlipwayEngine

/// Lists the volumes that were made for a compose stack.
package enum ComposeVolumes: Procedure {
  package static let name = "compose.volumes"
  package static let kind = ProcedureKind.query
  package static let summary =
    "Lists the volumes that were made for a compose stack; none when Docker does not answer"

  package static func access(_ input: ComposeInput) -> Access { .subject(.compose(input.composeId), .read) }

  package static func run(_ input: ComposeInput, _ call: Call) async throws -> [String] {
    do {
      return try await LeftVolumes(call.engine, of: try call.organization()).made(for: input.composeId)
    } catch let error as SlipwayError where error.isDockers {
      return []
    }
  }
}
