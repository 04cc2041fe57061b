import SlipwayCore

/// All tables, on the connection of one transaction. It cannot leave the body that it was given to.
package struct Transaction {
  let context: TableContext

  init(_ connection: any SQLConnection, secrets: SecretBox) {
    context = TableContext(connection: connection, secrets: secrets)
  }

  package var users: Users { Users(context: context) }
  package var organizations: Organizations { Organizations(context: context) }
  package var members: Members { Members(context: context) }
  package var sessions: Sessions { Sessions(context: context) }
  package var apiKeys: APIKeys { APIKeys(context: context) }
  package var pushKeys: PushKeys { PushKeys(context: context) }
  package var pushedCommits: PushedCommits { PushedCommits(context: context) }
  package var projects: Projects { Projects(context: context) }
  package var environments: Environments { Environments(context: context) }
  package var deployables: Deployables { Deployables(context: context) }
  package var applications: Applications { Applications(context: context) }
  package var databases: Databases { Databases(context: context) }
  package var composeStacks: ComposeStacks { ComposeStacks(context: context) }
  package var domains: Domains { Domains(context: context) }
  package var mounts: Mounts { Mounts(context: context) }
  package var volumeClaims: VolumeClaims { VolumeClaims(context: context) }
  package var ports: Ports { Ports(context: context) }
  package var stackPorts: StackPorts { StackPorts(context: context) }
  package var redirects: Redirects { Redirects(context: context) }
  package var basicAuths: BasicAuths { BasicAuths(context: context) }
  package var sourcePatches: SourcePatches { SourcePatches(context: context) }
  package var deployments: Deployments { Deployments(context: context) }
  package var deploymentLogs: DeploymentLogs { DeploymentLogs(context: context) }
  package var destinations: Destinations { Destinations(context: context) }
  package var backupPlans: BackupPlans { BackupPlans(context: context) }
  package var backupRuns: BackupRuns { BackupRuns(context: context) }
  package var backupLogs: BackupLogs { BackupLogs(context: context) }
  package var schedules: Schedules { Schedules(context: context) }
  package var scheduleRuns: ScheduleRuns { ScheduleRuns(context: context) }
  package var recurrences: Recurrences { Recurrences(context: context) }
  package var releases: Releases { Releases(context: context) }
  package var sshKeys: SSHKeys { SSHKeys(context: context) }
  package var servers: Servers { Servers(context: context) }
  package var serverAgents: ServerAgents { ServerAgents(context: context) }
  package var serverRuns: ServerRuns { ServerRuns(context: context) }
  package var serverLogs: ServerLogs { ServerLogs(context: context) }
  package var certificates: Certificates { Certificates(context: context) }
  package var registries: Registries { Registries(context: context) }
  package var gitProviders: GitProviders { GitProviders(context: context) }
  package var providerIntents: ProviderIntents { ProviderIntents(context: context) }
  package var providerDeliveries: ProviderDeliveries { ProviderDeliveries(context: context) }
  package var builtImages: BuiltImages { BuiltImages(context: context) }
  package var buildReports: BuildReports { BuildReports(context: context) }
  package var tags: Tags { Tags(context: context) }
  package var networks: Networks { Networks(context: context) }
  package var previews: Previews { Previews(context: context) }
  package var previewPlans: PreviewPlans { PreviewPlans(context: context) }
  package var requestCounts: RequestCounts { RequestCounts(context: context) }
  package var logSegments: LogSegments { LogSegments(context: context) }
  package var jobs: JobTable { JobTable(context: context) }
  package var audit: AuditEntries { AuditEntries(context: context) }
  package var settings: Settings { Settings(context: context) }
  package var webhookDeliveries: WebhookDeliveries { WebhookDeliveries(context: context) }
  package var ownership: Ownership { Ownership(context: context) }

  /// The logs of one kind of work.
  package func logs<Owner: LogKeeping>(of owner: Owner.Type) -> LogTable<Owner> { LogTable(context: context) }
}
