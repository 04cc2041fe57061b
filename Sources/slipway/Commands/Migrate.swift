import ArgumentParser
import SlipwayStore

/// `slipway migrate`: brings the store's schema up to date without serving.
struct Migrate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Brings the store up to date.")
  @OptionGroup var flags: ConfigurationFlags

  func run() async throws {
    try await Parts.with(try flags.read()) { _ in
      Output.line("The store has schema version \(Store.schemaVersion).")
    }
  }
}
