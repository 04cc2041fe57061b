/// A language or tool that projects are known by. A new one is a file that conforms and a line in ``Detection/families``.
package protocol Family: Sendable {
  /// - Returns: `nil` when the tree is none of it.
  static func plan(_ request: FamilyRequest) -> DetectedPlan?
}
