import ArgumentParser
import SlipwayCore

/// `slipway config`: the configuration in force, secrets masked.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Prints the configuration in force.")
  @OptionGroup var flags: ConfigurationFlags
  @Flag(help: "Prints JSON.") var json = false

  func run() throws {
    let settings = try flags.read().printable
    guard !json else {
      return try Output.json(
        Dictionary(settings.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first }))
    }
    let width = settings.map(\.name.count).max() ?? 0
    for (name, value) in settings {
      Output.line(name + String(repeating: " ", count: width - name.count + 2) + value)
    }
  }
}
