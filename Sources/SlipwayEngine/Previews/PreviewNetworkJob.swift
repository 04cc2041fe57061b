import Foundation
package import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Removes the network of a preview that is gone, as soon as nothing is in it any more.
package enum PreviewNetworkJob: RunnableJob {
  package struct Arguments: Codable, Sendable {
    package var network: String
    /// Where it is; `nil` is this machine.
    package var server: ID<Server>?
  }
  package static let kind = "preview-network"
  package static let pool = JobPool.upkeep
  package static let isGivenUp = false

  package static func run(_ arguments: Arguments, _ context: JobContext) async throws {
    let engine = context.engine
    // With its row went the way to it.
    if let server = arguments.server, try await engine.store.read({ try $0.servers.find(server) }) == nil { return }
    let docker = try await engine.machine(at: arguments.server).docker
    guard let found = try await docker.inspectNetwork(arguments.network) else { return }
    guard found.Labels?[ReleaseLabels.instance] == engine.configuration.instance else { return }
    do {
      try await docker.removeNetwork(arguments.network)
    } catch let error as SlipwayError where error.code != .unreachable {
      // Its services are being removed, each in its own lane.
      let age = engine.now().timeIntervalSince(context.job.createdAt)
      throw JobSnooze(wait: .seconds(min(300, max(1, age / 2))))
    }
  }
}
