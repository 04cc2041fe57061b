package import Foundation

/// Requests whose address fits a pattern are sent to another one by the proxy.
package struct Redirect: Sendable, Hashable {
  package var id: ID<Redirect>
  package var organizationID: ID<Organization>
  package var deployableID: ID<Deployable>
  /// In Go's syntax (RE2); matched against the whole address, `https://host/path?query`.
  package var regex: String
  /// The new address; `$1` or `${1}` stands for a group.
  package var replacement: String
  /// 308 or 301 instead of 307 or 302: browsers remember it.
  package var isPermanent: Bool
  /// The number that the name of its middleware ends in; the order in which redirects are tried.
  package var uniqueConfigKey: Int
  package var createdAt: Date

  package init(
    id: ID<Redirect> = .random(), organizationID: ID<Organization>, deployableID: ID<Deployable>, regex: String,
    replacement: String, isPermanent: Bool = false, uniqueConfigKey: Int = 0, createdAt: Date
  ) {
    self.id = id
    self.organizationID = organizationID
    self.deployableID = deployableID
    self.regex = regex
    self.replacement = replacement
    self.isPermanent = isPermanent
    self.uniqueConfigKey = uniqueConfigKey
    self.createdAt = createdAt
  }
}
