package import Foundation
package import SlipwayCore
package import SlipwayHost
package import SlipwayLogs
package import SlipwayProviders
package import SlipwayStore

/// What everything that acts may use: the rows, the machines, the live events, the configuration and the clock.
package final class Engine: Sendable {
  package let store: Store
  package let hosts: Hosts
  package let bus: any EventBus
  package let configuration: Configuration
  /// What this process counts of itself.
  package let metrics = Metrics()
  package let now: @Sendable () -> Date
  /// The docker command lines that were found to have BuildKit.
  package let dockerCommands = DockerCommands()
  /// The Docker Compose command lines that were found.
  package let composeCommands = ComposeCommands()
  /// Who reads stacks' files outside of deployments.
  package let stackFetches = StackFetches()
  /// Who changes the branches that code was pushed to.
  let pushTurns = PushTurns()
  /// Who puts agents of servers right.
  let agentTurns = AgentTurns()
  /// Who looks for lines in kept output.
  package let logSearches = LogSearches()
  /// The images that organisations were let have.
  let provenImages = ProvenImages()
  /// The folders below the data directory.
  package let folders: DataFolders
  /// What can be deployed without writing a compose file.
  package let templates: TemplateCatalogs
  /// What services wrote, when their containers are gone.
  package let logs: LogKeeper
  /// What git providers are asked through.
  package let providers: Providers
  /// The proxy's files.
  package let routes: Routes

  package init(
    store: Store, hosts: Hosts, bus: any EventBus, configuration: Configuration,
    worker: Int? = nil, now: @escaping @Sendable () -> Date = { Date() }
  ) {
    self.store = store
    self.hosts = hosts
    self.bus = bus
    self.configuration = configuration
    self.now = now
    templates = TemplateCatalogs(place: configuration.templates, now: now)
    folders = DataFolders(root: configuration.dataDirectory, worker: worker)
    providers = Providers(configuration, store, now: now)
    logs = LogKeeper(store: store, folder: LogFolder(root: folders.logs), now: now)
    // The proxy's folder is this machine's, whichever hosts there are.
    routes = Routes(
      store: store,
      writer: TraefikWriter(
        files: LocalFiles(), folder: folders.traefik + "/dynamic",
        lock: worker == nil ? nil : FileLock(folders.traefik + "/files.lock")),
      apart: configuration.hasEngine ? nil : bus,
      makeWriter: { [folders] server in
        TraefikWriter(
          folder: "\(ServerPlace(configuration).traefik)/\(ProxySettings.dynamic)",
          lock: worker == nil ? nil : FileLock("\(folders.traefik)/\(server).lock")
        ) { try await Self.host(of: server, store, hosts).files }
      })
  }
}
