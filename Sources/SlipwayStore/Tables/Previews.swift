package import Foundation
package import SlipwayCore

/// The previews of applications and compose stacks.
package struct Previews: EntityTable {
  package static let table = "preview"
  package static let noun = "Preview deployment"
  package static let fixedColumns: Set<String> = ["organization_id", "created_at", "parent_id", "number"]
  package let context: TableContext

  package func columns(of preview: PreviewDeployment) throws -> [(name: String, value: any SQLBindable)] {
    [
      ("id", preview.id), ("organization_id", preview.organizationID), ("parent_id", preview.parentID),
      ("number", preview.number), ("title", preview.title), ("author", preview.author), ("url", preview.url),
      ("origin", try JSONColumn.encode(preview.origin)), ("commit_hash", preview.commit),
      ("needs_approval", preview.needsApproval), ("approved_commit", preview.approvedCommit),
      ("approved_by", preview.approvedBy), ("databases", try JSONColumn.encode(preview.databases)),
      ("is_preparing", preview.isPreparing), ("problem", preview.problem),
      ("created_at", preview.createdAt), ("pushed_at", preview.pushedAt),
      ("expires_at", preview.expiresAt),
    ]
  }

  package func entity(_ row: Row) throws -> PreviewDeployment {
    var preview = PreviewDeployment(
      id: try row["id"], organizationID: try row["organization_id"], parentID: try row["parent_id"],
      number: try row["number"], title: try row["title"], author: try row["author"], url: try row["url"],
      origin: try JSONColumn.decode(row["origin"]), commit: try row["commit_hash"],
      needsApproval: try row["needs_approval"], createdAt: try row["created_at"])
    preview.approvedCommit = try row["approved_commit"]
    preview.approvedBy = try row["approved_by"]
    preview.databases = try JSONColumn.decode(row["databases"])
    preview.isPreparing = try row["is_preparing"]
    preview.problem = try row["problem"]
    preview.pushedAt = try row["pushed_at"]
    preview.expiresAt = try row["expires_at"]
    return preview
  }

  /// Newest first.
  package func all(of parent: ID<Deployable>) throws -> [PreviewDeployment] {
    try all("WHERE parent_id = \(parent) ORDER BY created_at DESC, id")
  }

  /// Those of every parent whose time is over.
  package func expired(_ now: Date) throws -> [PreviewDeployment] {
    try all("WHERE expires_at IS NOT NULL AND expires_at <= \(now) ORDER BY expires_at, id")
  }

  /// The preview that something runs for.
  package func owner(of deployable: ID<Deployable>) throws -> PreviewDeployment? {
    try first("WHERE id = (SELECT preview_id FROM deployable WHERE id = \(deployable))")
  }

  /// What runs of it, the databases first.
  package func parts(of preview: ID<PreviewDeployment>) throws -> [Deployable] {
    try Deployables(context: context).all(of: preview)
  }
}
