/// The address without a path: leads to the projects.
enum HomePage: Page {
  static let path = "/"

  static func html(_ request: PageRequest) async throws -> HTML { throw PageRedirect(path: "/projects") }
}
