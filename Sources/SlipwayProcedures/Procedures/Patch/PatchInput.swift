package import SlipwayCore

/// The input of what concerns one patch.
package struct PatchInput: Codable, Sendable {
  package var patchId: ID<SourcePatch>

  package init(patchId: ID<SourcePatch>) { self.patchId = patchId }
}

/// What patches belong to, as published.
package enum PatchOwnerKind: String, Codable, Sendable, CaseIterable {
  case application, compose

  /// The thing that an identifier names.
  func subject(_ id: ID<Deployable>) -> Subject {
    switch self {
    case .application: .application(id)
    case .compose: .compose(id)
    }
  }
}
