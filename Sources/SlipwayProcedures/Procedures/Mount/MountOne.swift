package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Answers one mount, a file's content with it.
package enum MountOne: Procedure {
  package static let name = "mounts.one"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers a mount, with the content of a file"

  package static func access(_ input: MountInput) -> Access { .subject(.mount(input.mountId), .read) }

  package static func run(_ input: MountInput, _ call: Call) async throws -> MountRow {
    try await call.store.read { tx in
      let mount = try tx.mounts.one(input.mountId)
      return MountRow(mount, of: try ServiceWord.of(mount.deployableID, tx).rawValue, showsContent: true)
    }
  }
}
