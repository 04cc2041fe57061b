/// A page: where it stands, what it loads from procedures, how it looks.
///
/// The look is a pure function of a model in the same type; a new page is one file and one line in ``Pages``.
protocol Page: Sendable {
  /// The path with its parameters, such as `/applications/:application/logs`.
  static var path: String { get }
  /// Whether somebody who is not signed in may see it.
  static var isPublic: Bool { get }
  /// - Throws: what a procedure refuses, or ``PageRedirect``.
  static func html(_ request: PageRequest) async throws -> HTML
}

extension Page {
  static var isPublic: Bool { false }
}

/// Thrown by a page that has moved, or that only leads elsewhere.
struct PageRedirect: Error {
  var path: String
}
