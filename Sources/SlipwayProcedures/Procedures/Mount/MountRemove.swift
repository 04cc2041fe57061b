package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Removes a mount; the volume and the folder themselves stay.
package enum MountRemove: Procedure {
  package static let name = "mounts.remove"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Removes a mount; what is stored in a volume or folder stays"

  package static func access(_ input: MountInput) -> Access { .subject(.mount(input.mountId), .delete) }

  package static func run(_ input: MountInput, _ call: Call) async throws -> MountRow {
    try await call.changePart { tx in
      let mount = try tx.mounts.one(input.mountId)
      let kind = try ServiceWord.of(mount.deployableID, tx)
      try LeftData.remember(mount, tx)
      try tx.mounts.delete(mount.id)
      return (mount, MountRow(mount, of: kind.rawValue))
    }
  }
}
