package import SlipwayCompose
import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Answers the file that would run, with what Slipway adds to the user's and why.
package enum ComposeEffective: Procedure {
  /// The file; without it, why there is none.
  package struct Output: Codable, Sendable {
    /// `null` where the file is in a repository and was never deployed.
    @Null package var text: String?
    package var additions: [ComposeAddition]
    @Null package var problem: String?
  }

  package static let name = "compose.effective"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers the file that would run, with what is added to the user's and why"

  // The file holds what its author typed, passwords too.
  package static func access(_ input: ComposeInput) -> Access { .subject(.compose(input.composeId), .write) }

  package static func run(_ input: ComposeInput, _ call: Call) async throws -> Output {
    let (stack, domains, release) = try await call.store.read { tx in
      let stack = try tx.composeStacks.one(input.composeId)
      return (stack, try tx.domains.all(of: stack.id), try tx.releases.current(of: stack.id))
    }
    guard stack.settings.sourceType == .raw else {
      let file = try release.map { try StackFile.read($0) }
      return Output(text: file?.effective, additions: file?.additions ?? [], problem: nil)
    }
    let source = stack.secrets.composeFile.reveal()
    guard !source.trimmingSpaces().isEmpty else { return Output(text: nil, additions: [], problem: nil) }
    do {
      let effective = try StackTransform(engine: call.engine, stack: stack).effective(source, domains)
      return Output(text: effective.text, additions: effective.additions, problem: nil)
    } catch let error as SlipwayError where error.code == .badRequest {
      return Output(text: nil, additions: [], problem: error.message)
    }
  }
}
