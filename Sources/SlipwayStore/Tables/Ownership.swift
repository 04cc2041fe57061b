package import SlipwayCore

/// Whom a thing belongs to: the one place that identifiers are resolved to organisations.
package struct Ownership {
  let context: TableContext

  /// - Returns: `nil` when there is no such thing.
  package func organization(of subject: Subject) throws -> ID<Organization>? {
    try context.connection.row(
      "SELECT organization_id FROM \(name: Self.table(of: subject)) WHERE id = \(subject.rawID) \(Self.scope(of: subject))"
    )?["organization_id"]
  }

  /// Whom the server itself belongs to: the organisation that was there first.
  /// - Returns: `nil` before the first owner is set up.
  package func serverOrganization() throws -> ID<Organization>? {
    try Organizations(context: context).first()?.id
  }

  private static func scope(of subject: Subject) -> SQL {
    switch subject {
    case .application: "AND kind = \(Deployable.Kind.application)"
    case .database: "AND kind = \(Deployable.Kind.database)"
    case .compose: "AND kind = \(Deployable.Kind.compose)"
    case .backup: "AND content <> \(BackupPlan.Content.volume)"
    case .volumeBackup: "AND content = \(BackupPlan.Content.volume)"
    default: ""
    }
  }

  private static func table(of subject: Subject) -> String {
    switch subject {
    case .project: Projects.table
    case .environment: Environments.table
    case .deployable, .application, .database, .compose: Deployables.table
    case .deployment: Deployments.table
    case .domain: Domains.table
    case .mount: Mounts.table
    case .port: Ports.table
    case .sshKey: SSHKeys.table
    case .release: Releases.table
    case .apiKey: APIKeys.table
    case .session: Sessions.table
    case .redirect: Redirects.table
    case .basicAuth: BasicAuths.table
    case .sourcePatch: SourcePatches.table
    case .certificate: Certificates.table
    case .registry: Registries.table
    case .tag: Tags.table
    case .destination: Destinations.table
    case .backup, .volumeBackup: BackupPlans.table
    case .backupRun: BackupRuns.table
    case .network: Networks.table
    }
  }
}
