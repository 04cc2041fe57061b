import Foundation
import SlipwayCore
import SlipwayStore

/// A job's row that says nothing to its kind.
struct UnreadableArguments: Error {
  var cause: any Error
}

extension RunnableJob {
  static func arguments(of job: Job) throws -> Arguments {
    do {
      return try JSONDecoder().decode(Arguments.self, from: Data(job.arguments.utf8))
    } catch {
      throw UnreadableArguments(cause: error)
    }
  }

  static func runRow(_ context: JobContext) async throws {
    try await run(arguments(of: context.job), context)
  }

  static func isUnwantedRow(_ context: JobContext, _ tx: Transaction) throws -> Bool {
    try isUnwanted(arguments(of: context.job), tx)
  }

  static func giveUpRow(_ context: JobContext, error: any Error) async throws {
    try await giveUp(arguments(of: context.job), context, error: error)
  }
}
