import ArgumentParser
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures
import SlipwayStore

/// `slipway owner sign-in-link`: a link that signs in once, within a quarter of an hour.
struct OwnerSignInLink: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign-in-link", abstract: "Prints a link that signs in once, within 15 minutes.")
  @OptionGroup var flags: ConfigurationFlags
  @Option(help: "Whose; may be left out while there is one user.") var email: String?

  func run() async throws {
    try await Parts.with(try flags.read()) { parts in
      let base = try await parts.baseURL()
      let links = OneTimeLinks(engine: parts.engine)
      let email = email
      let link = try await parts.engine.store.write { transaction in
        let user = try OwnerLookup.find(email, in: transaction)
        return try links.make(.signIn, for: user.id, base: base, in: transaction)
      }
      Output.line(link)
    }
  }
}
