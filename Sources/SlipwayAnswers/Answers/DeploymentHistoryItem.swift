/// What `deployment.allByType` lists: deployments, and runs of backups and schedules, which published clients take
/// for deployments.
package enum DeploymentHistoryItem: Codable, Sendable {
  case deployment(DeploymentListItem)
  case run(BackupRunRow)
  case scheduleRun(ScheduleRunRow)

  package var deployment: DeploymentListItem? {
    if case .deployment(let item) = self { item } else { nil }
  }

  package init(from decoder: any Decoder) throws {
    if let run = try? BackupRunRow(from: decoder) {
      self = .run(run)
    } else if let run = try? ScheduleRunRow(from: decoder) {
      self = .scheduleRun(run)
    } else {
      self = .deployment(try DeploymentListItem(from: decoder))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    switch self {
    case .deployment(let item): try item.encode(to: encoder)
    case .run(let run): try run.encode(to: encoder)
    case .scheduleRun(let run): try run.encode(to: encoder)
    }
  }
}

extension DeploymentHistoryItem: SchemaWrapper {
  package static func schema(in registry: SchemaRegistry) throws -> Schema {
    .either([
      try registry.schema(of: DeploymentListItem.self), try registry.schema(of: BackupRunRow.self),
      try registry.schema(of: ScheduleRunRow.self),
    ])
  }
}
