package import SlipwayCore
package import SlipwayStore

/// What a webhook's address leads to.
package struct WebhookTarget: Sendable {
  package var deployable: Deployable
  /// What decides whether an event concerns it.
  package var application: Application
  /// A compose stack whose file is typed.
  package var isTyped: Bool
}

extension Transaction {
  /// - Parameter token: as it stands in the address.
  package func webhookTarget(_ token: String) throws -> WebhookTarget? {
    if let application = try applications.byRefreshToken(token) {
      return WebhookTarget(deployable: application.deployable, application: application, isTyped: false)
    }
    guard let stack = try composeStacks.byRefreshToken(token) else { return nil }
    return WebhookTarget(
      deployable: stack.deployable, application: Application(fetching: stack),
      isTyped: stack.settings.sourceType == .raw)
  }

  /// What is made of a repository at an account.
  /// - Parameter repository: `owner/name`, in whichever case.
  package func webhookTargets(of provider: GitProvider, repository: String) throws -> [WebhookTarget] {
    let isMeant = { (source: SourceSettings) in
      source.choice(at: provider.kind).full?.lowercased() == repository.lowercased()
    }
    let own = try applications.all(of: provider.id).filter { isMeant($0.source) }.map {
      WebhookTarget(deployable: $0.deployable, application: $0, isTyped: false)
    }
    let stacks = try composeStacks.all(of: provider.id).filter { isMeant($0.source) }.map {
      WebhookTarget(deployable: $0.deployable, application: Application(fetching: $0), isTyped: false)
    }
    // Previews hear of their requests, not of pushes.
    return try (own + stacks).filter { try deployables.find($0.deployable.id)?.previewID == nil }
  }
}
