import SlipwayCore
import SlipwayProcedures

/// What a page is asked for: the parts of its path, its query, who asks.
struct PageRequest: Sendable {
  let parameters: [String: String]
  var query: [String: String]
  var context: PageContext
  var desk: Desk

  /// The identifier in the path.
  func id<Entity>(_ name: String) -> ID<Entity> { ID(parameters[name] ?? "") }
}
