package import SlipwayCore

/// What is wanted of previews, of those applications and stacks where somebody said so.
package struct PreviewPlans: EntityTable {
  package typealias Key = Deployable
  package static let table = "preview_plan"
  package static let noun = "Preview settings"
  package let context: TableContext

  package func columns(of plan: PreviewPlan) throws -> [(name: String, value: any SQLBindable)] {
    [
      ("id", plan.id), ("organization_id", plan.organizationID),
      ("settings", try JSONColumn.encode(plan.settings)),
      ("secrets", try context.secrets.seal(value: plan.secrets, context: "preview_plan:\(plan.id)")),
    ]
  }

  package func entity(_ row: Row) throws -> PreviewPlan {
    let id: ID<Deployable> = try row["id"]
    let secrets = try context.open(row["secrets"], "preview_plan:\(id)").reveal()
    return PreviewPlan(
      id: id, organizationID: try row["organization_id"],
      settings: try JSONColumn.decode(row["settings"], fallback: PreviewSettings()),
      secrets: try JSONColumn.decode(secrets, fallback: PreviewSecrets()))
  }

  /// That of an application or a stack; the standard one where nobody said anything.
  package func plan(of parent: Deployable) throws -> PreviewPlan {
    try find(parent.id) ?? PreviewPlan(id: parent.id, organizationID: parent.organizationID)
  }

  package func keep(_ plan: PreviewPlan) throws {
    if try find(plan.id) == nil { try insert(plan) } else { try update(plan) }
  }
}
