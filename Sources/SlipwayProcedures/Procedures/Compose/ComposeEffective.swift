package import SlipwayAnswers
package import SlipwayCompose
import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Answers the file that runs and the one that the next deployment would run, with what Slipway adds and why.
package enum ComposeEffective: Procedure {
  /// The file; without it, why there is none.
  package struct Output: Codable, Sendable {
    /// What the next deployment would run; `null` where the file is in a repository and was never deployed.
    @Null package var text: String?
    package var additions: [ComposeAddition]
    @Null package var problem: String?
    /// What runs: the file of the version in service; `null` when there is none.
    @Null package var running: Running?
  }

  /// The file of the version in service.
  package struct Running: Codable, Sendable {
    package var text: String
    package var additions: [ComposeAddition]

    package init(text: String, additions: [ComposeAddition]) {
      self.text = text
      self.additions = additions
    }
  }

  package static let name = "compose.effective"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers the file that runs and the one that would, with what is added and why"

  // The file holds what its author typed, passwords too.
  package static func access(_ input: ComposeInput) -> Access { .subject(.compose(input.composeId), .write) }

  package static func run(_ input: ComposeInput, _ call: Call) async throws -> Output {
    let (stack, domains, release) = try await call.store.read { tx in
      let stack = try tx.composeStacks.one(input.composeId)
      return (stack, try tx.domains.all(of: stack.id), try tx.releases.current(of: stack.id))
    }
    let running = try release.map { release in
      let file = try StackFile.read(release)
      return Running(text: file.effective, additions: file.additions)
    }
    guard stack.settings.sourceType == .raw else {
      return Output(text: running?.text, additions: running?.additions ?? [], problem: nil, running: running)
    }
    let source = stack.secrets.composeFile.reveal()
    guard !source.trimmingSpaces().isEmpty else {
      return Output(text: nil, additions: [], problem: nil, running: running)
    }
    do {
      let effective = try StackTransform(engine: call.engine, stack: stack).effective(source, domains)
      return Output(text: effective.text, additions: effective.additions, problem: nil, running: running)
    } catch let error as SlipwayError where error.code == .badRequest {
      return Output(text: nil, additions: [], problem: error.message, running: running)
    }
  }
}
