import ArgumentParser
import SlipwayCore
import SlipwayServer

/// `slipway git-session`: what sshd runs for whoever came in, whatever they asked for.
struct GitSession: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "git-session", abstract: "Brings a session of git to Slipway.", shouldDisplay: false)
  @Option var door: String
  @Option var key: String

  func run() throws {
    let surroundings = Configuration.processEnvironment
    let connection = try DoorConnection(door)
    let address = surroundings["SSH_CONNECTION"]?.split(separator: " ").first.map(String.init)
    try connection.ask(
      DoorRequest(
        fingerprint: key, command: surroundings["SSH_ORIGINAL_COMMAND"]?.prefix(1000).description ?? "",
        version: surroundings["GIT_PROTOCOL"]?.prefix(100).description, address: address))
    connection.relay()
  }
}
