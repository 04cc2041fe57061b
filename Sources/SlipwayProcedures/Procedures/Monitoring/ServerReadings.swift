import Foundation
package import SlipwayAgent
package import SlipwayCore
package import SlipwayEngine
import SlipwayHost
import SlipwayStore

/// What can be known of a machine's measurements at one moment: who tells of them, or why nobody does.
package struct ServerReadings: Sendable {
  /// Nobody waits longer for a page.
  private static let patience = Duration.seconds(5)

  /// `nil` when nobody tells.
  package let source: (any SeriesSource)?
  /// Why nobody tells, in a sentence.
  package private(set) var problem: String?
  /// Since when the machine does not answer, in seconds since 1970.
  package private(set) var awaySince: Int?

  /// - Parameter server: `nil` is the machine that Slipway itself runs on.
  /// - Throws: ``SlipwayError`` `notFound` for a server that is gone.
  package static func of(_ server: ID<Server>?, _ engine: Engine) async throws -> ServerReadings {
    guard let server else { return ServerReadings(source: try await engine.measured(on: nil)) }
    let row = try await engine.store.read { try $0.servers.one(server) }
    // It was found to be away: nobody has to wait for that to show again.
    if row.isEnabled, let seen = row.observation, !seen.isReachable {
      let since = Int(seen.since.timeIntervalSince1970)
      let reason = seen.problem.map { ": \($0)" } ?? "."
      return ServerReadings(source: nil, problem: "\(row.name) does not answer\(reason)", awaySince: since)
    }
    do {
      return ServerReadings(source: try await engine.measured(on: server))
    } catch let error as SlipwayError {
      return ServerReadings(source: nil, problem: error.message)
    }
  }

  private init(source: (any SeriesSource)?, problem: String? = nil, awaySince: Int? = nil) {
    self.source = source
    self.problem = problem
    self.awaySince = awaySince
  }

  /// What `body` finds out; `nil`, with the reason in ``problem``, when nobody tells.
  package mutating func ask<Value: Sendable>(
    _ body: @escaping @Sendable (any SeriesSource) async throws -> Value
  ) async throws -> Value? {
    guard let source else { return nil }
    do {
      return try await Deadline.run(within: Self.patience, what: "Asking the agent") { try await body(source) }
    } catch let error as SlipwayError {
      problem = error.message
      return nil
    }
  }
}
