package import SlipwayCore

/// The files that are put over source code.
package struct SourcePatches: EntityTable {
  package static let table = "source_patch"
  package static let noun = "Patch"
  package let context: TableContext

  package func columns(of patch: SourcePatch) throws -> [(name: String, value: any SQLBindable)] {
    [
      ("id", patch.id), ("organization_id", patch.organizationID), ("deployable_id", patch.deployableID),
      ("type", patch.type), ("file_path", patch.filePath), ("is_enabled", patch.isEnabled),
      ("content", try context.seal(patch.content, "source_patch:\(patch.id)")), ("created_at", patch.createdAt),
      ("updated_at", patch.updatedAt),
    ]
  }

  package func entity(_ row: Row) throws -> SourcePatch {
    let id: ID<SourcePatch> = try row["id"]
    return SourcePatch(
      id: id, organizationID: try row["organization_id"], deployableID: try row["deployable_id"],
      type: try row["type"], filePath: try row["file_path"], isEnabled: try row["is_enabled"],
      content: try context.open(row["content"], "source_patch:\(id)"), createdAt: try row["created_at"],
      updatedAt: try row["updated_at"])
  }

  /// By their paths.
  package func all(of deployable: ID<Deployable>) throws -> [SourcePatch] {
    try all("WHERE deployable_id = \(deployable) ORDER BY file_path")
  }

  package func count(of deployable: ID<Deployable>) throws -> Int {
    try count("WHERE deployable_id = \(deployable)")
  }

  package func find(path: String, of deployable: ID<Deployable>) throws -> SourcePatch? {
    try first("WHERE deployable_id = \(deployable) AND file_path = \(path)")
  }
}
