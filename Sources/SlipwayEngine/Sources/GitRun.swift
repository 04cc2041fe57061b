import SlipwayCore
import SlipwayHost

/// Runs git in one checkout, with its private surroundings.
struct GitRun: Sendable {
  let host: any Host
  let checkout: String
  let environment: [String: Secret]
  let log: DeploymentLog
  let failures: GitFailures

  /// Runs git and shows what it says.
  func run(_ words: [String], isShown: Bool = true) async throws -> CommandResult {
    var command = Command(["git"] + words)
    command.environment = environment
    command.deadline = GitSource.deadline
    command.isLowPriority = true
    return try await host.run(command, output: isShown ? output : nil)
  }

  private var output: @Sendable (String) async -> Void {
    let (log, failures) = (log, failures)
    return { line in if failures.isShown(line) { await log.line(line) } }
  }

  /// Runs git in the checkout.
  func inside(_ words: [String], isShown: Bool = true) async throws -> CommandResult {
    try await run(["-C", checkout] + words, isShown: isShown)
  }

  /// Like ``inside(_:isShown:)``, for what must end well.
  /// - Throws: ``DeploymentFailure``.
  @discardableResult
  func must(_ words: [String], isShown: Bool = true) async throws -> CommandResult {
    let result = try await inside(words, isShown: isShown)
    guard result.isSuccess else { throw failures.failure(result) }
    return result
  }
}
