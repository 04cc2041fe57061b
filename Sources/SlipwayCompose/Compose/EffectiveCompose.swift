/// The file that runs: the user's with what Slipway added, and why.
package struct EffectiveCompose: Sendable, Hashable {
  package var text: String
  /// In the order in which they were made; empty when the user's file runs as it is.
  package var additions: [ComposeAddition]
  /// What the effective file says of each service, in the file's order.
  package var services: [ComposeService]

  package init(text: String, additions: [ComposeAddition], services: [ComposeService]) {
    self.text = text
    self.additions = additions
    self.services = services
  }
}

/// One difference between the user's file and the one that runs.
package struct ComposeAddition: Sendable, Hashable, Codable {
  /// Where, as in `services.web.networks`.
  package var path: String
  /// A sentence for the person: what is there now and why.
  package var reason: String

  package init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }
}
