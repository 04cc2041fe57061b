/// A page of what a search found.
package struct SearchResult<Item: Codable & Sendable>: Codable, Sendable {
  package var items: [Item]
  /// How many there are on all pages.
  package var total: Int

  package init(items: [Item], total: Int) {
    self.items = items
    self.total = total
  }
}
