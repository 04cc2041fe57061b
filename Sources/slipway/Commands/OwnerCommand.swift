import ArgumentParser
import Foundation
import SlipwayCore
import SlipwayProcedures
import SlipwayStore

/// `slipway owner`: what somebody with access to this machine may do with its users.
struct OwnerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "owner", abstract: "Creates owners and lets them in again.",
    subcommands: [OwnerCreate.self, OwnerResetPassword.self, OwnerSignInLink.self])
}

/// A password from the standard input, so that it stands in no list of processes.
enum PasswordInput {
  /// The first line.
  /// - Throws: ``SlipwayError`` `badRequest` when it is no fit password.
  static func read() throws -> String {
    let text = String(decoding: FileHandle.standardInput.readDataToEndOfFile().prefix(4096), as: UTF8.self)
    let password = String(text.prefix { !$0.isNewline })
    try Passwords.validate(password)
    return password
  }
}

/// Finds the user that a command means.
enum OwnerLookup {
  /// - Parameter email: `nil` is the only owner.
  /// - Throws: ``SlipwayError`` `notFound`, or `badRequest` when `email` is needed.
  static func find(_ email: String?, in transaction: Transaction) throws -> User {
    if let email {
      guard let user = try transaction.users.byEmail(email.lowercased()) else {
        throw SlipwayError(.notFound, "There is no user with the e-mail \(email).")
      }
      return user
    }
    let users = try transaction.users.all()
    guard let only = users.first else {
      throw SlipwayError(.notFound, "There is no user yet; `slipway setup-link` prints a link to set one up.")
    }
    guard users.count == 1 else { throw SlipwayError.invalid("email", "is needed, for there are several users") }
    return only
  }
}
