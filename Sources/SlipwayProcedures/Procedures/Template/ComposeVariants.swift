import SlipwayCompose
package import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// A compose stack's effective file under settings that are only tried.
enum ComposeVariants {
  /// - Parameter change: what is tried; nothing of it is kept.
  /// - Returns: the file as YAML.
  static func file(
    of id: ID<Deployable>, _ call: Call, _ change: (inout ComposeStack) throws -> Void = { _ in }
  ) async throws -> String {
    var (stack, domains) = try await call.store.read { tx in
      (try tx.composeStacks.one(id), try tx.domains.all(of: id))
    }
    try change(&stack)
    try ComposeRules.check(stack, beside: stack)
    let source = try await StackText.fetch(stack, call.engine)
    guard !source.trimmingSpaces().isEmpty else {
      throw SlipwayError(.notFound, "The stack has no compose file yet.")
    }
    return try StackTransform(engine: call.engine, stack: stack).effective(source, domains).text
  }

  /// What was typed, or eight random hexadecimal digits.
  static func suffix(_ typed: String?) -> String {
    if let typed = typed?.trimmingSpaces(), !typed.isEmpty { return typed }
    return (0..<4).map { _ in UInt8.random(in: .min ... .max) }
      .hexadecimal
  }
}

/// The input of what tries a suffix.
package struct ComposeSuffixInput: Codable, Sendable {
  package var composeId: ID<Deployable>
  package var suffix: String?
}
