import SlipwayCore
import SlipwayHost
import SlipwayStore

/// What a stack's earlier releases leave on the machine: images and versions of the code.
struct StackLeftovers: Sendable {
  let engine: Engine

  func prune(_ stack: Deployable, _ place: StackPlace) async throws {
    try await Leftovers(engine: engine).prune(stack)
    let (kept, active) = try await engine.store.read { tx in
      (try tx.releases.all(of: stack.id, in: Leftovers.kept), try tx.deployments.active(of: stack.id))
    }
    // A deployment at work has fetched its code and not yet written its file.
    guard active.isEmpty else { return }
    try await StackControl(place).removeVersions(keeping: kept.map(\.spec))
  }
}
