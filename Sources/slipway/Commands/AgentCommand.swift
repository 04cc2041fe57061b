import ArgumentParser
import Logging
import ServiceLifecycle
import SlipwayAgent
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayServer
import UnixSignals

/// `slipway agent`: measures this machine and what runs on it; needs neither a database nor the others.
struct AgentCommand: AsyncParsableCommand {
  private static let port = 4500
  static let configuration = CommandConfiguration(
    commandName: "agent",
    abstract: "Measures this machine and its containers; answers at --listen who shows --metrics-token.")
  @OptionGroup var flags: ConfigurationFlags

  func run() async throws {
    let settings = try flags.read()
    // The dashboard's own port is no default of an agent.
    let isGiven = flags.listen != nil || Configuration.processEnvironment["SLIPWAY_LISTEN"] != nil
    let port = isGiven ? settings.listenPort : Self.port
    Logs.begin(settings)
    let directory = DataDirectory(settings)
    try directory.prepare()
    let docker = DockerClient(host: settings.dockerHost)
    let logger = Logger(label: "slipway.agent")
    let archive = SeriesArchive(folder: DataFolders(root: settings.dataDirectory).monitoring)
    let agent = Agent(docker: docker, archive: archive) { alert in logger.warning("\(alert.sentence)") }
    var services: [any Service] = [agent]
    if let token = settings.metricsToken {
      services.append(
        AgentListener(agent, token: token, host: settings.listenHost, port: port) {
          Output.line("The agent listens on http://\(settings.listenHost):\($0)")
        })
    }
    services.append(StopDeadline(timeout: settings.stopTimeout))
    do {
      try await ServiceGroup(
        services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger
      ).run()
    } catch is CancellationError {}
    try? await docker.shutdown()
  }
}
