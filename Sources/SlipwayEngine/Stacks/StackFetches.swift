import SlipwayCompose
import SlipwayCore
import SlipwayHost

/// Fetches of stacks' files that somebody wants to look at: one for each stack, whoever asks meanwhile, and a few for the
/// machine. Looking is for everybody in an organisation, and costs a whole copy of the code each time.
package actor StackFetches {
  private static let (most, mostOfOne) = (4, 2)
  private static let patience = Duration.seconds(120)
  private var running: [Wish: Task<Fetched, any Error>] = [:]

  /// A file, and what it asks of the server where that was looked for.
  struct Fetched: Sendable {
    var text: String
    var dangers: [ComposeDanger] = []
  }

  /// What somebody wants to see.
  private struct Wish: Hashable {
    /// As it is, with all that it brings in, or with what all that asks of the server.
    enum Kind {
      case plain, whole, judged
    }
    var stack: ComposeStack
    var kind: Kind
  }

  package init() {}

  /// - Throws: ``SlipwayError`` `tooManyRequests`, `timeout`; whatever `fetch` throws.
  func text(of stack: ComposeStack, _ fetch: @escaping @Sendable () async throws -> String) async throws -> String {
    try await run(Wish(stack: stack, kind: .plain)) { Fetched(text: try await fetch()) }.text
  }

  /// The same of a file with all that it brings in.
  func whole(of stack: ComposeStack, _ fetch: @escaping @Sendable () async throws -> String) async throws -> String {
    try await run(Wish(stack: stack, kind: .whole)) { Fetched(text: try await fetch()) }.text
  }

  /// The same of what that asks of the server.
  func judged(
    of stack: ComposeStack, _ fetch: @escaping @Sendable () async throws -> Fetched
  ) async throws -> Fetched {
    try await run(Wish(stack: stack, kind: .judged), fetch)
  }

  private func run(_ wish: Wish, _ fetch: @escaping @Sendable () async throws -> Fetched) async throws -> Fetched {
    if let running = running[wish] { return try await running.value }
    let own = running.keys.count { $0.stack.organizationID == wish.stack.organizationID }
    guard running.count < Self.most, own < Self.mostOfOne else {
      throw SlipwayError(
        .tooManyRequests, "Other stacks' files are being fetched; try again in a moment.",
        details: ["retryAfter": "5"])
    }
    let task = Task {
      try await Deadline.run(within: Self.patience, what: "Fetching the file") { try await fetch() }
    }
    running[wish] = task
    defer { running[wish] = nil }
    return try await task.value
  }
}
