import SlipwayCore
import SlipwayHost

/// Puts a service's patches over the code that its source brought.
struct PatchRun: Sendable {
  let context: StageContext

  /// - Throws: ``DeploymentFailure`` naming the patch that does not fit.
  func apply(to checkout: Checkout) async throws {
    let patches = context.snapshot.patches.filter(\.isEnabled)
    guard !patches.isEmpty else { return }
    let writer = PatchWriter(root: checkout.directory)
    for patch in patches {
      do {
        let isDone = try await BlockingPool.run { try writer.apply(patch) }
        await context.log.line(Self.sentence(patch, isDone: isDone))
      } catch let error as SlipwayError {
        throw DeploymentFailure(
          Evidence(
            step: .source, summary: "The patch of \(patch.filePath) cannot be applied: \(error.message)",
            advice: "Change, turn off or delete this patch at the service's source, then deploy again.",
            isPreviousServing: context.snapshot.isPreviousServing), cause: error)
      }
    }
  }

  private static func sentence(_ patch: SourcePatch, isDone: Bool) -> String {
    switch patch.type {
    case .delete: isDone ? "Patch: \(patch.filePath) deleted" : "Patch: \(patch.filePath) is not there to be deleted"
    case .create, .update: "Patch: \(patch.filePath) written"
    }
  }
}
