package import Foundation

/// The owner of everything: every row of the product belongs to exactly one organisation.
package struct Organization: Sendable, Hashable {
  package var id: ID<Organization>
  package var name: String
  package var ownerID: ID<User>
  package var createdAt: Date

  package init(id: ID<Organization> = .random(), name: String, ownerID: ID<User>, createdAt: Date) {
    self.id = id
    self.name = name
    self.ownerID = ownerID
    self.createdAt = createdAt
  }
}

/// A user's place in an organisation.
package struct Member: Sendable, Hashable {
  /// What a member may do as a whole; finer rights come with teams.
  package enum Role: String, Sendable, Codable, CaseIterable {
    case owner, admin, member
  }

  package var id: ID<Member>
  package var organizationID: ID<Organization>
  package var userID: ID<User>
  package var role: Role
  package var createdAt: Date

  package init(
    id: ID<Member> = .random(), organizationID: ID<Organization>, userID: ID<User>, role: Role, createdAt: Date
  ) {
    self.id = id
    self.organizationID = organizationID
    self.userID = userID
    self.role = role
    self.createdAt = createdAt
  }
}
