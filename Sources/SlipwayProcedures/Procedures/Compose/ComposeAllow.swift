package import SlipwayCore
import SlipwayStore

/// Allows a stack what its file asks of the server: exactly what was seen, and nothing of what was allowed before.
package enum ComposeAllow: Procedure {
  package struct Input: Codable, Sendable {
    package var composeId: ID<Deployable>
    /// As `compose.asks` answered them; none of them takes all leave away.
    package var digests: [String]
  }

  package static let name = "compose.allow"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Sets what a stack's file may ask of the server; nothing else is allowed from then on"

  package static func access(_ input: Input) -> Access {
    .all([.server, .subject(.compose(input.composeId), .write)])
  }

  package static func run(_ input: Input, _ call: Call) async throws -> Bool {
    let isDigest = { (text: String) in text.utf8.count == 64 && text.allSatisfy { "0123456789abcdef".contains($0) } }
    guard input.digests.count <= 500, input.digests.allSatisfy(isDigest) else {
      throw SlipwayError.invalid("digests", "must be those that compose.asks answers")
    }
    _ = try await ComposeChange.keep(input.composeId, call) { stack, _ in
      stack.settings.allowedDangers = Set(input.digests).sorted()
      stack.settings.allowedBy = input.digests.isEmpty ? nil : .asked
    }
    return true
  }
}
