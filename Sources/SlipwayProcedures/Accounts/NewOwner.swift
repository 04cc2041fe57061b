package import Foundation
package import SlipwayCore
package import SlipwayStore

/// A person who is to own an organisation, checked.
package struct NewOwner: Sendable {
  package var email: String
  package var firstName: String
  package var lastName: String
  package var organization: String

  /// - Throws: ``SlipwayError`` `badRequest` naming every unfit field.
  package init(email: String, firstName: String = "", lastName: String = "", organization: String? = nil) throws {
    self.email = email.trimmed.lowercased()
    self.firstName = firstName.trimmed
    self.lastName = lastName.trimmed
    self.organization = organization?.trimmed ?? "My organization"
    try validate()
  }

  private func validate() throws {
    var problems = ValidationProblems()
    problems.require(Self.isAddress(email), "email", "must be an e-mail address")
    problems.require(firstName.count <= 100 && lastName.count <= 100, "name", "must have at most 100 characters")
    problems.require((1...100).contains(organization.count), "organization", "must have 1 to 100 characters")
    for (field, name) in [("name", firstName), ("name", lastName), ("organization", organization)] where !name.isEmpty
    {
      problems.check(field) { _ = try DisplayName.normalize(name, field: field, limit: 400) }
    }
    try problems.throwIfAny()
  }

  static func isAddress(_ email: String) -> Bool {
    let parts = email.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && email.utf8.count <= 254
      && !email.unicodeScalars.contains { $0.properties.isWhitespace || $0.value < 0x20 }
  }

  /// Inserts the user, the organisation and the membership.
  /// - Throws: ``SlipwayError`` `conflict` when the e-mail is taken.
  package func insert(passwordHash: Secret, now: Date, in transaction: Transaction) throws -> (User, Organization) {
    guard try transaction.users.byEmail(email) == nil else {
      throw SlipwayError(.conflict, "A user with the e-mail \(email) exists already.")
    }
    let user = User(
      email: email, firstName: firstName, lastName: lastName, passwordHash: passwordHash, createdAt: now)
    let organization = Organization(name: organization, ownerID: user.id, createdAt: now)
    try transaction.users.insert(user)
    try transaction.organizations.insert(organization)
    try transaction.members.insert(
      Member(organizationID: organization.id, userID: user.id, role: .owner, createdAt: now))
    return (user, organization)
  }
}

extension String {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
