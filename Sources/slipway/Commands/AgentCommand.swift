import ArgumentParser
import Foundation
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
    abstract: "Measures this machine and its containers; answers at --listen or --socket who shows the token.")
  @OptionGroup var flags: ConfigurationFlags
  @Option(help: "Listens on this Unix socket instead of an address; whoever may use Docker's may use it.")
  var socket: String?
  @Option(help: "A file with the token, instead of --metrics-token.")
  var tokenFile: String?
  @Option(help: "A file with a metricsConfig, as the API's server.setupMonitoring takes it: how and what to measure.")
  var rulesFile: String?
  @Option(help: "A certificate in PEM; needed with --tls-key where --listen is no loopback address.")
  var tlsCertificate: String?
  @Option(help: "The certificate's key in PEM.")
  var tlsKey: String?
  @Option(help: "Starts itself apart from this terminal, writes what it says to this file, and returns.")
  var background: String?

  func run() async throws {
    let settings = try flags.read()
    let door = try door(settings)
    let (token, rules) = (try token(settings), try rulesFile.map { try MeasuringRules(file: $0) } ?? MeasuringRules())
    if let background { return try BackgroundStart.again(without: "--background", log: background) }
    Logs.begin(settings)
    let directory = DataDirectory(settings)
    try directory.prepare()
    let docker = DockerClient(host: settings.dockerHost)
    let logger = Logger(label: "slipway.agent")
    let archive = SeriesArchive(folder: DataFolders(root: settings.dataDirectory).monitoring)
    let agent = Agent(docker: docker, archive: archive, rules: rules) { logger.warning("\($0.sentence)") }
    var services: [any Service] = [agent, ProgramPages()]
    if let token {
      services.append(
        AgentListener(agent, token: token, at: door) { Output.line("The agent listens on \($0)") })
    }
    services.append(StopDeadline(timeout: settings.stopTimeout))
    do {
      try await ServiceGroup(
        services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger
      ).run()
    } catch is CancellationError {}
    try? await docker.shutdown()
  }

  private func door(_ settings: Configuration) throws -> AgentDoor {
    if let socket {
      let docker = settings.dockerHost.hasPrefix("unix://") ? settings.dockerHost.dropFirst("unix://".count) : nil
      return .socket(socket, owner: docker.map(String.init))
    }
    // The dashboard's own port is no default of an agent.
    let isGiven = flags.listen != nil || Configuration.processEnvironment["SLIPWAY_LISTEN"] != nil
    return try .at(
      host: settings.listenHost, port: isGiven ? settings.listenPort : Self.port, certificate: tlsCertificate,
      key: tlsKey)
  }

  private func token(_ settings: Configuration) throws -> Secret? {
    guard let tokenFile else { return settings.metricsToken }
    guard let data = FileManager.default.contents(atPath: tokenFile) else {
      throw SlipwayError(.notFound, "There is no file \(tokenFile) to read the token from.")
    }
    let text = String(decoding: data, as: UTF8.self).trimmingSpaces()
    guard text.utf8.count >= 16 else {
      throw SlipwayError(.badRequest, "The token in \(tokenFile) is too short: it takes 16 characters at least.")
    }
    return Secret(text)
  }
}
