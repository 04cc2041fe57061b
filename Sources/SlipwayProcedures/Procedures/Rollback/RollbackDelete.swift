import SlipwayCore
import SlipwayStore

/// Forgets a release, so that nobody can go back to it.
package enum RollbackDelete: Procedure {
  package static let name = "rollback.delete"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Forgets an earlier release"

  package static func access(_ input: RollbackInput) -> Access { .subject(.release(input.rollbackId), .delete) }

  package static func run(_ input: RollbackInput, _ call: Call) async throws -> Bool {
    let release = try await call.store.write { tx in
      let release = try tx.releases.one(input.rollbackId)
      guard [.previous, .failed, .retired].contains(release.state) else {
        throw SlipwayError(.conflict, "This release is in service; it cannot be forgotten.")
      }
      try tx.releases.delete(release.id)
      return release
    }
    call.publish(.deployableChanged(release.deployableID, release.organizationID))
    return true
  }
}
