import ArgumentParser
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures
import SlipwayStore

/// `slipway owner reset-password`: a new password; every session of the user ends, API keys when it is asked for.
struct OwnerResetPassword: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset-password", abstract: "Sets a password from the standard input and ends all sessions.")
  @OptionGroup var flags: ConfigurationFlags
  @Option(help: "Whose; may be left out while there is one user.") var email: String?
  @Flag(help: "Reads the password from the standard input; it is the only way.") var passwordStdin = false
  @Flag(name: .customLong("end-api-keys"), help: "Ends the user's API keys too.") var endsAPIKeys = false

  func run() async throws {
    guard passwordStdin else {
      throw SlipwayError.invalid("password-stdin", "must be given, with the password there")
    }
    let password = try PasswordInput.read()
    try await Parts.with(try flags.read()) { parts in
      let hash = try await Passwords().hash(password)
      let (email, endsAPIKeys) = (email, endsAPIKeys)
      let (user, keys) = try await parts.engine.store.write { transaction in
        var user = try OwnerLookup.find(email, in: transaction)
        user.passwordHash = hash
        try transaction.users.update(user)
        _ = try transaction.sessions.deleteAll(of: user.id)
        let keys = try transaction.apiKeys.all(of: user.id)
        if endsAPIKeys { for key in keys { try transaction.apiKeys.delete(key.id) } }
        return (user, keys.count)
      }
      Output.line("The password of \(user.email) was changed; all sessions ended.")
      guard keys > 0 else { return }
      Output.line(
        endsAPIKeys
          ? "All \(keys) API keys of \(user.email) ended too."
          : "\(keys) API keys of \(user.email) still work; --end-api-keys ends them.")
    }
  }
}
