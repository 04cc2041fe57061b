package import Foundation

/// A pull request's, or a branch's, own deployment of an application or a compose stack: the parent. What runs of it are
/// deployables that name it (``Deployable/previewID``).
package struct PreviewDeployment: Sendable, Hashable {
  /// Where the code of it is.
  package struct Origin: Sendable, Hashable, Codable {
    /// What told of the request: `github`, `gitlab`, …; empty when a person made it by hand.
    package var provider: String
    /// `owner/name` of the repository that the request is for.
    package var repository: String
    package var branch: String
    /// The branch that it wants to go to.
    package var base: String
    /// What is fetched: a full reference of the repository itself where the provider has one for requests, else the branch.
    package var reference: String
    package var isFork: Bool

    package init(
      provider: String = "", repository: String = "", branch: String, base: String = "", reference: String? = nil,
      isFork: Bool = false
    ) {
      self.provider = provider
      self.repository = repository
      self.branch = branch
      self.base = base
      self.reference = reference ?? branch
      self.isFork = isFork
    }
  }

  package var id: ID<PreviewDeployment>
  package var organizationID: ID<Organization>
  package var parentID: ID<Deployable>
  /// Of the request; `nil` of one that was made by hand for a branch.
  package var number: Int?
  package var title: String
  /// Who asked for it, in the provider's words.
  package var author: String
  package var url: String
  package var origin: Origin
  /// The newest commit that was told of, a full hash; `nil` is whatever the branch is.
  package var commit: String?
  /// Whether somebody has to look at the code before it runs.
  package var needsApproval: Bool
  /// What was approved: this commit and no later one.
  package var approvedCommit: String?
  package var approvedBy: String?
  /// Its own databases, by the identifiers of those that they are like.
  package var databases: [String: ID<Deployable>] = [:]
  /// Its databases come first; as soon as they serve, it is deployed.
  package var isPreparing = false
  /// Why nothing of it was deployed, as a sentence.
  package var problem: String?
  package var createdAt: Date
  /// When its code changed last, as far as was told.
  package var pushedAt: Date
  /// When it goes by itself.
  package var expiresAt: Date?

  package init(
    id: ID<PreviewDeployment> = .random(), organizationID: ID<Organization>, parentID: ID<Deployable>,
    number: Int? = nil, title: String, author: String = "", url: String = "", origin: Origin, commit: String? = nil,
    needsApproval: Bool = false, createdAt: Date
  ) {
    self.id = id
    self.organizationID = organizationID
    self.parentID = parentID
    self.number = number
    self.title = title
    self.author = author
    self.url = url
    self.origin = origin
    self.commit = commit
    self.needsApproval = needsApproval
    self.createdAt = createdAt
    pushedAt = createdAt
  }

  /// Whether its newest commit may not run yet.
  package var isWaiting: Bool { needsApproval && (commit == nil || approvedCommit != commit) }

  /// The only commit that may run: of a stranger's the approved one, whatever was pushed since. `nil` of a stranger's is
  /// none at all, of others the branch's newest.
  package var runnableCommit: String? { needsApproval ? approvedCommit : commit }

  /// What lists call it behind the parent's name: `#12`, or the branch.
  package var label: String { number.map { "#\($0)" } ?? origin.branch }
}
