import SlipwayCore
import SlipwayHost
import Synchronization

/// Runs git in one checkout, with its private surroundings.
struct GitRun: Sendable {
  private static let mostLines = 2000
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

  /// Every line of a command that answers a question and succeeds.
  /// - Parameter isWanted: which of them are kept.
  /// - Throws: ``SlipwayError`` `payloadTooLarge` for more than anybody would write.
  func lines(_ words: [String], where isWanted: @escaping @Sendable (String) -> Bool = { _ in true }) async throws
    -> [String]
  {
    var command = Command(["git", "-C", checkout] + words)
    command.environment = environment
    command.deadline = GitSource.deadline
    let found = Mutex<[String]>([])
    let result = try await host.run(command) { line in
      guard isWanted(line) else { return }
      found.withLock { if $0.count <= Self.mostLines { $0.append(line) } }
    }
    guard result.isSuccess else { throw failures.failure(result) }
    let lines = found.withLock { $0 }
    guard lines.count <= Self.mostLines else {
      throw SlipwayError(.payloadTooLarge, "The code lists more than \(Self.mostLines) submodules.")
    }
    return lines
  }
}
