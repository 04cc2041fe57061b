package import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Lists the services of a compose stack's file.
package enum ComposeLoadServices: Procedure {
  /// Where the file is read.
  package enum Place: String, Codable, Sendable, CaseIterable {
    /// From its source.
    case fetch
    /// As it was deployed last; from its source when it never was.
    case cache
  }

  package struct Input: Codable, Sendable {
    package var composeId: ID<Deployable>
    package var type: Place?

    package init(composeId: ID<Deployable>, type: Place? = nil) {
      self.composeId = composeId
      self.type = type
    }
  }

  package static let name = "compose.loadServices"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the services of a compose stack's file"

  package static func access(_ input: Input) -> Access { .subject(.compose(input.composeId), .read) }

  package static func run(_ input: Input, _ call: Call) async throws -> [String] {
    let stack = try await call.store.read { try $0.composeStacks.one(input.composeId) }
    let names = try await StackText.services(of: stack, isFresh: input.type == .fetch, call.engine)
    guard !names.isEmpty else { throw SlipwayError.notFound("Services") }
    return names
  }
}
