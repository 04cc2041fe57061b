/// A page of what a search found.
package struct SearchResult<Item: Codable & Sendable>: Codable, Sendable {
  package var items: [Item]
  /// How many there are on all pages.
  package var total: Int
}
