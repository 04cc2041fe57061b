/// A thing that a request names by its identifier; its organisation is looked up in one place.
package enum Subject: Sendable, Hashable {
  case project(ID<Project>)
  case environment(ID<Environment>)
  /// Of any kind.
  case deployable(ID<Deployable>)
  case application(ID<Deployable>)
  case database(ID<Deployable>)
  case compose(ID<Deployable>)
  case deployment(ID<Deployment>)
  case domain(ID<Domain>)
  case mount(ID<Mount>)
  case port(ID<PublishedPort>)
  case sshKey(ID<SSHKey>)
  case release(ID<Release>)
  case apiKey(ID<APIKey>)
  case pushKey(ID<PushKey>)
  case session(ID<Session>)
  case redirect(ID<Redirect>)
  case basicAuth(ID<BasicAuth>)
  case sourcePatch(ID<SourcePatch>)
  case certificate(ID<Certificate>)
  case registry(ID<Registry>)
  case tag(ID<ProjectTag>)
  case destination(ID<Destination>)
  /// Of anything but a volume.
  case backup(ID<BackupPlan>)
  case volumeBackup(ID<BackupPlan>)
  case backupRun(ID<BackupRun>)
  case schedule(ID<Schedule>)
  case scheduleRun(ID<ScheduleRun>)
  /// A deployment, or a run of something else that published clients take for one.
  case work(ID<Deployment>)
  case server(ID<Server>)
  case serverRun(ID<ServerRun>)
  case network(ID<Network>)
  case gitProvider(ID<GitProvider>)
  case preview(ID<PreviewDeployment>)

  /// The word for a person: "Application not found".
  package var noun: String {
    switch self {
    case .project: "Project"
    case .environment: "Environment"
    case .deployable: "Service"
    case .application: Deployable.Kind.application.noun
    case .database: Deployable.Kind.database.noun
    case .compose: Deployable.Kind.compose.noun
    case .deployment: "Deployment"
    case .domain: "Domain"
    case .mount: "Mount"
    case .port: "Port"
    case .sshKey: "SSH key"
    case .release: "Release"
    case .apiKey: "API key"
    case .pushKey: "SSH key"
    case .session: "Session"
    case .redirect: "Redirect"
    case .basicAuth: "Login"
    case .sourcePatch: "Patch"
    case .certificate: "Certificate"
    case .registry: "Registry"
    case .tag: "Tag"
    case .destination: "Destination"
    case .backup: "Backup"
    case .volumeBackup: "Volume backup"
    case .backupRun, .scheduleRun, .serverRun: "Run"
    case .schedule: "Schedule"
    case .work: "Deployment"
    case .server: "Server"
    case .network: "Network"
    case .gitProvider: "Git provider"
    case .preview: "Preview deployment"
    }
  }

  /// The identifier as it came.
  package var rawID: String {
    switch self {
    case .project(let id): id.rawValue
    case .environment(let id): id.rawValue
    case .deployable(let id), .application(let id), .database(let id), .compose(let id): id.rawValue
    case .deployment(let id), .work(let id): id.rawValue
    case .domain(let id): id.rawValue
    case .mount(let id): id.rawValue
    case .port(let id): id.rawValue
    case .sshKey(let id): id.rawValue
    case .release(let id): id.rawValue
    case .apiKey(let id): id.rawValue
    case .pushKey(let id): id.rawValue
    case .session(let id): id.rawValue
    case .redirect(let id): id.rawValue
    case .basicAuth(let id): id.rawValue
    case .sourcePatch(let id): id.rawValue
    case .certificate(let id): id.rawValue
    case .registry(let id): id.rawValue
    case .tag(let id): id.rawValue
    case .destination(let id): id.rawValue
    case .backup(let id), .volumeBackup(let id): id.rawValue
    case .backupRun(let id): id.rawValue
    case .schedule(let id): id.rawValue
    case .scheduleRun(let id): id.rawValue
    case .server(let id): id.rawValue
    case .serverRun(let id): id.rawValue
    case .network(let id): id.rawValue
    case .gitProvider(let id): id.rawValue
    case .preview(let id): id.rawValue
    }
  }
}
