/// What an account may do with a repository at its provider.
package enum ProviderPermission: Int, Sendable, Hashable, Comparable, CaseIterable {
  case none, read, write, maintain, admin

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// Whether what it pushes may be built without somebody's approval.
  package var isTrusted: Bool { self >= .write }
}
