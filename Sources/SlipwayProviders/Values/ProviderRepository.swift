/// A repository as a provider lists it.
package struct ProviderRepository: Sendable, Hashable {
  /// The provider's own name of it, which stays when it is renamed.
  package var id: String
  package var path: RepositoryPath
  /// Its page.
  package var url: String
  package var isPrivate: Bool
  package var defaultBranch: String?

  package init(id: String, path: RepositoryPath, url: String, isPrivate: Bool, defaultBranch: String? = nil) {
    self.id = id
    self.path = path
    self.url = url
    self.isPrivate = isPrivate
    self.defaultBranch = defaultBranch
  }
}

/// A branch as a provider lists it.
package struct ProviderBranch: Sendable, Hashable {
  package var name: String
  /// The full hash of its newest commit.
  package var commit: String
  package var isProtected: Bool

  package init(name: String, commit: String, isProtected: Bool = false) {
    self.name = name
    self.commit = commit
    self.isProtected = isProtected
  }
}

/// A part of a list.
package struct ProviderPage<Item: Sendable>: Sendable {
  package var items: [Item]
  /// The number of the page behind it; `nil` for the last one.
  package var next: Int?

  package init(items: [Item], next: Int? = nil) {
    self.items = items
    self.next = next
  }
}
