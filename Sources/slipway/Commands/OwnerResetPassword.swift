import ArgumentParser
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures
import SlipwayStore

/// `slipway owner reset-password`: a new password; every session of the user ends.
struct OwnerResetPassword: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset-password", abstract: "Sets a password from the standard input and ends all sessions.")
  @OptionGroup var flags: ConfigurationFlags
  @Option(help: "Whose; may be left out while there is one user.") var email: String?
  @Flag(help: "Reads the password from the standard input; it is the only way.") var passwordStdin = false

  func run() async throws {
    guard passwordStdin else {
      throw SlipwayError.invalid("password-stdin", "must be given, with the password there")
    }
    let password = try PasswordInput.read()
    try await Parts.with(try flags.read()) { parts in
      let hash = try await Passwords().hash(password)
      let email = email
      let user = try await parts.engine.store.write { transaction in
        var user = try OwnerLookup.find(email, in: transaction)
        user.passwordHash = hash
        try transaction.users.update(user)
        _ = try transaction.sessions.deleteAll(of: user.id)
        return user
      }
      Output.line("The password of \(user.email) was changed; all sessions ended.")
    }
  }
}
