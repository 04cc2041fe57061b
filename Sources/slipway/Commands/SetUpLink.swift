import ArgumentParser
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures
import SlipwayStore

/// `slipway setup-link`: a one-time link to set up the first owner.
struct SetUpLink: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "setup-link", abstract: "Prints a one-time link to set up the first owner.")
  @OptionGroup var flags: ConfigurationFlags

  func run() async throws {
    try await Parts.with(try flags.read()) { parts in
      let base = try await parts.baseURL()
      let links = OneTimeLinks(engine: parts.engine)
      let link = try await parts.engine.store.write { transaction in
        guard try transaction.users.count() == 0 else {
          throw SlipwayError(
            .conflict, "An owner exists already; `slipway owner sign-in-link` prints a link to sign in.")
        }
        return try links.make(.setUp, base: base, in: transaction)
      }
      Output.line(link)
    }
  }
}
