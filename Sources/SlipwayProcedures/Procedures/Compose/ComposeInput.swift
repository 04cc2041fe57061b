package import SlipwayCore

/// The input of what concerns one compose stack.
package struct ComposeInput: Codable, Sendable {
  package var composeId: ID<Deployable>

  package init(composeId: ID<Deployable>) { self.composeId = composeId }
}

/// The input of what concerns one service of a compose stack.
package struct ComposeServiceInput: Codable, Sendable {
  package var composeId: ID<Deployable>
  /// By its name in the file.
  package var serviceName: String
}

/// The input of what queues a deployment of a compose stack.
package struct ComposeDeployInput: Codable, Sendable {
  package var composeId: ID<Deployable>
  package var title: String?
  package var description: String?

  package init(composeId: ID<Deployable>, title: String? = nil, description: String? = nil) {
    self.composeId = composeId
    self.title = title
    self.description = description
  }
}
