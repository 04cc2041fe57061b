package import SlipwayAnswers
import SlipwayCompose
package import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Lists what a stack's file asks of the server itself, and what of it is allowed.
package enum ComposeAsks: Procedure {
  /// One thing that the file asks for.
  package struct Item: Codable, Sendable {
    @Null package var line: Int?
    /// As in `services.web.privileged`.
    package var path: String
    /// As in "gives the container all of the host".
    package var reason: String
    /// Stands for it, with all that it says: `compose.allow` takes it.
    package var digest: String
    package var isAllowed: Bool

    package init(line: Int?, path: String, reason: String, digest: String, isAllowed: Bool) {
      self.line = line
      self.path = path
      self.reason = reason
      self.digest = digest
      self.isAllowed = isAllowed
    }
  }

  /// What is asked for, and whether the caller may allow it.
  package struct Output: Codable, Sendable {
    package var items: [Item]
    /// Something is allowed, of this file or of another one.
    package var hasLeave: Bool
    package var isMineToAllow: Bool
    /// How the server's owner allowed it: by writing the file, or by being asked; `null` when nothing is allowed.
    @Null package var allowedBy: StackSettings.Leave?

    package init(items: [Item], hasLeave: Bool, isMineToAllow: Bool, allowedBy: StackSettings.Leave? = nil) {
      self.items = items
      self.hasLeave = hasLeave
      self.isMineToAllow = isMineToAllow
      self.allowedBy = allowedBy
    }

    /// What it asks for and may not do.
    package var open: [Item] { items.filter { !$0.isAllowed } }
  }

  package static let name = "compose.asks"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists what a stack's file asks of the server, and what of it is allowed"

  package static func access(_ input: ComposeInput) -> Access { .subject(.compose(input.composeId), .write) }

  package static func run(_ input: ComposeInput, _ call: Call) async throws -> Output {
    let (stack, isMine) = try await call.store.read { tx in
      (try tx.composeStacks.one(input.composeId), try call.ownsServer(tx))
    }
    let allowed = stack.settings.allowedDangers
    let found = try await StackText.dangers(of: stack, call.engine)
    return Output(
      items: found.map {
        Item(
          line: $0.line, path: $0.path, reason: $0.reason, digest: $0.digest, isAllowed: allowed.contains($0.digest))
      }, hasLeave: !allowed.isEmpty, isMineToAllow: isMine,
      allowedBy: stack.settings.allowedBy)
  }
}
