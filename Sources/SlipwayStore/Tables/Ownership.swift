package import SlipwayCore

/// Whom a thing belongs to: the one place that identifiers are resolved to organisations.
package struct Ownership {
  let context: TableContext

  /// - Returns: `nil` when there is no such thing.
  package func organization(of subject: Subject) throws -> ID<Organization>? {
    if case .work(let id) = subject {
      return try organization(of: .deployment(id)) ?? organization(of: .backupRun(ID(id.rawValue)))
        ?? organization(of: .scheduleRun(ID(id.rawValue)))
    }
    return try context.connection.row(
      "SELECT organization_id FROM \(name: Self.table(of: subject)) WHERE id = \(subject.rawID) \(Self.scope(of: subject))"
    )?["organization_id"]
  }

  /// Whom the server itself belongs to: the organisation that was there first.
  /// - Returns: `nil` before the first owner is set up.
  package func serverOrganization() throws -> ID<Organization>? {
    try Organizations(context: context).first()?.id
  }

  /// Whether it is a part of the server itself, although an organisation has it: a job that runs on its machine.
  package func isOfServer(_ subject: Subject) throws -> Bool { try isScheduled(subject, at: .panel) }

  /// Whether its commands run on a server itself, with all that its user may there.
  package func isOnServer(_ subject: Subject) throws -> Bool { try isScheduled(subject, at: .server) }

  /// Whether a person of its organisation may use it: an account at a git provider is its creator's until it is shared.
  package func isUsable(_ subject: Subject, by user: ID<User>, runsOrganization: Bool) throws -> Bool {
    guard case .gitProvider(let id) = subject else { return true }
    return try GitProviders(context: context).find(id)?.isUsable(by: user, runsOrganization: runsOrganization)
      ?? false
  }

  private func isScheduled(_ subject: Subject, at place: Schedule.Place) throws -> Bool {
    switch subject {
    case .schedule(let id):
      try context.connection.row("SELECT 1 AS found FROM schedule WHERE id = \(id) AND place = \(place)") != nil
    case .scheduleRun(let id):
      try context.connection.row(
        """
        SELECT 1 AS found FROM schedule_run JOIN schedule ON schedule.id = schedule_run.schedule_id
        WHERE schedule_run.id = \(id) AND schedule.place = \(place)
        """) != nil
    case .work(let id): try isScheduled(.scheduleRun(ID(id.rawValue)), at: place)
    default: false
    }
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
    case .deployment, .work: Deployments.table
    case .domain: Domains.table
    case .mount: Mounts.table
    case .port: Ports.table
    case .sshKey: SSHKeys.table
    case .release: Releases.table
    case .apiKey: APIKeys.table
    case .pushKey: PushKeys.table
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
    case .schedule: Schedules.table
    case .scheduleRun: ScheduleRuns.table
    case .server: Servers.table
    case .serverRun: ServerRuns.table
    case .network: Networks.table
    case .gitProvider: GitProviders.table
    case .preview: Previews.table
    }
  }
}
