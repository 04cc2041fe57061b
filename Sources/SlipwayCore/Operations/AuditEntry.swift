package import Foundation

/// Who did what to which thing, and whether it was allowed; written by the dispatcher for every mutation.
package struct AuditEntry: Sendable, Hashable {
  package var id: ID<AuditEntry>
  package var organizationID: ID<Organization>?
  package var userID: ID<User>?
  package var userEmail: String
  /// The procedure's name.
  package var action: String
  package var subject: String
  /// `ok`, or the error's code.
  package var result: String
  package var ipAddress: String
  package var createdAt: Date

  package init(
    id: ID<AuditEntry> = .random(), organizationID: ID<Organization>?, userID: ID<User>?, userEmail: String,
    action: String, subject: String, result: String, ipAddress: String, createdAt: Date
  ) {
    self.id = id
    self.organizationID = organizationID
    self.userID = userID
    self.userEmail = userEmail
    self.action = action
    self.subject = subject
    self.result = result
    self.ipAddress = ipAddress
    self.createdAt = createdAt
  }
}
