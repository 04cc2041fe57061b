package import Foundation

/// A name and password that the proxy asks for before it passes a request on.
package struct BasicAuth: Sendable, Hashable {
  package var id: ID<BasicAuth>
  package var organizationID: ID<Organization>
  package var deployableID: ID<Deployable>
  package var username: String
  /// bcrypt, as the proxy checks it; the password itself is kept nowhere.
  package var passwordHash: Secret
  package var createdAt: Date

  package init(
    id: ID<BasicAuth> = .random(), organizationID: ID<Organization>, deployableID: ID<Deployable>, username: String,
    passwordHash: Secret, createdAt: Date
  ) {
    self.id = id
    self.organizationID = organizationID
    self.deployableID = deployableID
    self.username = username
    self.passwordHash = passwordHash
    self.createdAt = createdAt
  }

  /// The line of a password file: `user:hash`. A colon or a line break would make it two of them.
  /// - Throws: ``SlipwayError`` `badRequest` naming `username`.
  package static func checkUsername(_ typed: String) throws {
    let isPlain = typed.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control && $0 != ":" }
    guard isPlain, !typed.isEmpty, typed.utf8.count <= 255, typed.trimmingSpaces() == typed else {
      throw SlipwayError.invalid("username", "must have 1 to 255 characters, without ':' and spaces at its ends")
    }
  }

  /// bcrypt reads no more than 72 bytes: what stands behind them would not count.
  /// - Throws: ``SlipwayError`` `badRequest` naming `password`.
  package static func checkPassword(_ typed: String) throws {
    guard (1...72).contains(typed.utf8.count), !typed.utf8.contains(0) else {
      throw SlipwayError.invalid("password", "must have 1 to 72 bytes")
    }
  }
}
