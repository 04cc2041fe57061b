package import SlipwayEngine
package import SlipwayProviders

/// What a provider sent for one of its accounts, without the provider's own words.
package struct ProviderCall: Sendable {
  /// What happened.
  package enum Happening: Sendable {
    /// A branch or a tag changed.
    case push(WebhookEvent)
    case pullRequest(PullRequestEvent)
    /// The repository has another name now.
    case renamed(from: RepositoryPath)
    /// The account works no more; the sentence says why and what to do.
    case lost(String)
    /// It works again.
    case found
    case ping
    /// Nothing that is understood, or that anything follows from; the provider's word for it.
    case other(String)
  }

  /// The provider's own name of this delivery, the same when it is sent again.
  package var deliveryID: String?
  /// The provider's word for what happened, for people.
  package var event: String
  package var repository: RepositoryPath?
  /// The provider's own name of the repository, where sources keep it: it stays when it is renamed.
  package var repositoryID: String?
  package var happening: Happening
  /// What a push replaced, and by what.
  package var before: String?
  package var after: String?

  package init(
    event: String, deliveryID: String?, repository: RepositoryPath? = nil, happening: Happening
  ) {
    self.event = event
    self.deliveryID = deliveryID
    self.repository = repository
    self.happening = happening
  }

  /// The branch, the tag or the request's number.
  var reference: String? {
    switch happening {
    case .push(let event):
      switch event.kind {
      case .push(let branch): branch
      case .tag(let name), .deletion(let name): name
      case .image, .ping, .unknown, .other: nil
      }
    case .pullRequest(let event): "#\(event.number)"
    case .renamed, .lost, .found, .ping, .other: nil
    }
  }
}
