import Logging
import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Keeps the build cache of every machine within its budget: what was not used for longest goes. Images are not touched.
package struct BuildCacheCaretaker: Caretaker {
  package static let name = "build-cache"
  private static let patience = Duration.seconds(600)
  package let interval = Duration.seconds(1800)
  package let delay = Duration.seconds(300)
  private let engine: Engine

  package init(_ engine: Engine) { self.engine = engine }

  /// - Returns: how many machines had too much.
  package func runOnce() async throws -> Int {
    let (budget, servers) = try await engine.store.read { tx in
      (try tx.serverSettings().buildCacheBudget, try tx.servers.inUse())
    }
    guard budget > 0 else { return 0 }
    return await withTaskGroup(of: Int.self) { group in
      group.addTask { await keep(budget, "this machine") { try engine.hosts.thisMachine().docker } }
      for server in servers {
        group.addTask { await keep(budget, server.name) { try await engine.machine(at: server.id).docker } }
      }
      return await group.reduce(0, +)
    }
  }

  /// A machine that does not answer is left for another time.
  private func keep(_ budget: Int, _ name: String, _ docker: @Sendable () async throws -> DockerClient) async -> Int {
    do {
      let docker = try await docker()
      let freed = try await Deadline.run(within: Self.patience, what: "Looking after the build cache of \(name)") {
        try await docker.pruneBuildCache(keeping: budget)
      }
      return freed > 0 ? 1 : 0
    } catch {
      Logger(label: "slipway.caretaker").debug(
        "a build cache could not be looked after", metadata: ["machine": "\(name)", LogKeys.error: "\(error)"])
      return 0
    }
  }
}
