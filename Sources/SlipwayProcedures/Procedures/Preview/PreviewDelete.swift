package import SlipwayAnswers
import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Removes a preview with everything that it has: containers, volumes, networks, images, routes, rows.
package enum PreviewDelete: Procedure {
  package static let name = "previewDeployment.delete"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Removes a preview with its volumes and databases"

  package static func access(_ input: PreviewInput) -> Access {
    .subject(.preview(input.previewDeploymentId), .delete)
  }

  package static func run(_ input: PreviewInput, _ call: Call) async throws -> PreviewRow {
    let now = call.now()
    let (row, preview, begun) = try await call.store.write { tx in
      let preview = try tx.previews.one(input.previewDeploymentId)
      let row = try PreviewReading.row(preview.id, tx)
      return (row, preview, try PreviewRemoval.begin(preview, now: now, tx))
    }
    PreviewRemoval.announce(begun, on: call.engine.bus)
    call.publish(.deployableChanged(preview.parentID, preview.organizationID))
    return row
  }
}
