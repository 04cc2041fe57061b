import ArgumentParser
import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures
import SlipwayStore

/// `slipway owner create`: a user with an organisation of their own and an API key.
struct OwnerCreate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Creates a user with an organisation of their own, and an API key.")
  @OptionGroup var flags: ConfigurationFlags
  @Option(help: "The e-mail to sign in with.") var email: String
  @Option(help: "The organisation's name.") var organization: String?
  @Flag(help: "Reads the password from the standard input; it is the only way.") var passwordStdin = false
  @Flag(help: "Prints JSON.") var json = false

  /// What is printed.
  private struct Answer: Encodable {
    var userId: ID<User>
    var organizationId: ID<Organization>
    var email: String
    /// Shown only here.
    var apiKey: String
  }

  func run() async throws {
    guard passwordStdin else {
      throw SlipwayError.invalid("password-stdin", "must be given, with the password there")
    }
    let owner = try NewOwner(email: email, organization: organization)
    let password = try PasswordInput.read()
    try await Parts.with(try flags.read()) { parts in
      let hash = try await Passwords().hash(password)
      let key = APIKeyKeeper.generate()
      let now = parts.engine.now()
      let (user, organization) = try await parts.engine.store.write { transaction in
        let made = try owner.insert(passwordHash: hash, now: now, in: transaction)
        try transaction.apiKeys.insert(
          APIKey(
            name: "command line", start: key.start, digest: key.digest, userID: made.0.id,
            organizationID: made.1.id, createdAt: now))
        return made
      }
      try tell(Answer(userId: user.id, organizationId: organization.id, email: user.email, apiKey: key.key))
    }
  }

  private func tell(_ answer: Answer) throws {
    guard !json else { return try Output.json(answer) }
    Output.line("Owner \(answer.email) was created.")
    Output.line("API key (shown only now): \(answer.apiKey)")
  }
}
