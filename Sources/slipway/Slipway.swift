import ArgumentParser
import CMalloc
import Foundation
import SlipwayCore

/// The executable: reads the command line, runs the chosen command, and turns every failure into a sentence.
@main
struct Slipway: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "slipway", abstract: "Deploys applications to this machine.",
    subcommands: [
      Serve.self, WebCommand.self, APICommand.self, WorkerCommand.self, AgentCommand.self, DoctorCommand.self,
      Migrate.self,
      ConfigCommand.self, OpenAPICommand.self, OwnerCommand.self,
      SetUpLink.self, Restore.self, GitSession.self,
    ])

  /// Nothing may leave it as an error: the runtime would answer with a crash and seconds of backtrace.
  static func main() async {
    // Before there are threads.
    _ = slipway_keep_few_heaps()
    signal(SIGPIPE, SIG_IGN)
    do {
      var command = try parsed()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      leave(error)
    }
  }

  /// The agent's words are read by its own command alone: looking through all the others would leave their parts in the memory of
  /// a process that never uses them.
  private static func parsed() throws -> any ParsableCommand {
    let words = CommandLine.arguments.dropFirst()
    guard words.first == AgentCommand.configuration.commandName, !words.contains("--help"), !words.contains("-h")
    else {
      return try parseAsRoot()
    }
    do {
      return try AgentCommand.parse(Array(words.dropFirst()))
    } catch {
      AgentCommand.exit(withError: error)
    }
  }

  private static func leave(_ error: any Error) -> Never {
    switch error {
    case let failure as CommandFailed:
      Output.complain(failure.message)
      Foundation.exit(failure.status)
    case let known as SlipwayError:
      Output.complain(known.message)
      Foundation.exit(1)
    case is CancellationError:
      Foundation.exit(1)
    default:
      exit(withError: error)
    }
  }
}
