import SlipwayAnswers
import SlipwayCore

/// The part of a search's input that all searches share.
struct SearchPage: Sendable {
  let limit: Int
  let offset: Int

  /// - Throws: ``SlipwayError`` `badRequest` naming `limit` or `offset`.
  init(limit: Int?, offset: Int?) throws {
    self.limit = limit ?? 20
    self.offset = offset ?? 0
    var problems = ValidationProblems()
    problems.require((1...100).contains(self.limit), "limit", "must be between 1 and 100")
    problems.require((0...1_000_000).contains(self.offset), "offset", "must be between 0 and 1000000")
    try problems.throwIfAny()
  }

  /// The page of a list that is in memory.
  func page<Item>(of items: [Item]) -> SearchResult<Item> where Item: Codable & Sendable {
    SearchResult(items: Array(items.dropFirst(offset).prefix(limit)), total: items.count)
  }

  /// Whether a text has the word in it, in any case; no word is in every text.
  static func contains(_ text: String?, _ word: String?) -> Bool {
    guard let word, !word.isEmpty else { return true }
    return text?.lowercased().contains(word.lowercased()) ?? false
  }
}
