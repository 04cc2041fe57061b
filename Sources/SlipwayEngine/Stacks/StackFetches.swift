import SlipwayCore
import SlipwayHost

/// Fetches of stacks' files that somebody wants to look at: one for each stack, whoever asks meanwhile, and a few for the
/// machine. Looking is for everybody in an organisation, and costs a whole copy of the code each time.
package actor StackFetches {
  private static let (most, mostOfOne) = (4, 2)
  private static let patience = Duration.seconds(120)
  private var running: [ComposeStack: Task<String, any Error>] = [:]

  package init() {}

  /// - Throws: ``SlipwayError`` `tooManyRequests`, `timeout`; whatever `fetch` throws.
  func text(of stack: ComposeStack, _ fetch: @escaping @Sendable () async throws -> String) async throws -> String {
    if let running = running[stack] { return try await running.value }
    let own = running.keys.count { $0.organizationID == stack.organizationID }
    guard running.count < Self.most, own < Self.mostOfOne else {
      throw SlipwayError(
        .tooManyRequests, "Other stacks' files are being fetched; try again in a moment.",
        details: ["retryAfter": "5"])
    }
    let task = Task {
      try await Deadline.run(within: Self.patience, what: "Fetching the file") { try await fetch() }
    }
    running[stack] = task
    defer { running[stack] = nil }
    return try await task.value
  }
}
