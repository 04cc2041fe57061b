package import SlipwayAnswers
import SlipwayCore
package import SlipwayEngine

/// Answers what Docker runs of a compose stack beside what is wanted.
package enum ComposeState: Procedure {
  /// What was seen; without Docker, why nothing was.
  package struct Output: Codable, Sendable {
    /// `null` when nothing was ever released.
    @Null package var state: StackState?
    @Null package var problem: String?
  }

  package static let name = "compose.state"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers what Docker runs of a compose stack, service by service"

  package static func access(_ input: ComposeInput) -> Access { .subject(.compose(input.composeId), .read) }

  package static func run(_ input: ComposeInput, _ call: Call) async throws -> Output {
    do {
      return Output(state: try await StackState.observe(input.composeId, call.engine), problem: nil)
    } catch let error as SlipwayError where error.isDockers {
      return Output(state: nil, problem: error.message)
    }
  }
}
