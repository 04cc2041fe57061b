package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Removes a patch; the next deployment has the file as its source has it.
package enum PatchDelete: Procedure {
  package static let name = "patch.delete"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Removes a patch"

  package static func access(_ input: PatchInput) -> Access { .subject(.sourcePatch(input.patchId), .delete) }

  package static func run(_ input: PatchInput, _ call: Call) async throws -> PatchRow {
    try await call.changePart { tx in
      let patch = try tx.sourcePatches.one(input.patchId)
      try tx.sourcePatches.delete(patch.id)
      return (patch, try PatchChange.row(patch, tx))
    }
  }
}
