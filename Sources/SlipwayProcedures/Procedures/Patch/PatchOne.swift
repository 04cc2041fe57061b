package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Answers one patch with its content.
package enum PatchOne: Procedure {
  package static let name = "patch.one"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers a patch with its content"

  package static func access(_ input: PatchInput) -> Access { .subject(.sourcePatch(input.patchId), .read) }

  package static func run(_ input: PatchInput, _ call: Call) async throws -> PatchRow {
    try await call.store.read { tx in
      let patch = try tx.sourcePatches.one(input.patchId)
      return PatchRow(patch, of: try tx.deployables.one(patch.deployableID).kind)
    }
  }
}
