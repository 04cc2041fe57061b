/// What is an account's own at its provider, with the account itself, all in one object.
package struct AccountAnswer<Own: Codable & Sendable>: Codable, Sendable {
  package var own: Own
  package var gitProvider: GitProviderRow

  private enum Nested: String, CodingKey {
    case gitProvider
  }

  package init(_ own: Own, gitProvider: GitProviderRow) {
    self.own = own
    self.gitProvider = gitProvider
  }

  package init(from decoder: any Decoder) throws {
    own = try Own(from: decoder)
    gitProvider = try decoder.container(keyedBy: Nested.self).decode(GitProviderRow.self, forKey: .gitProvider)
  }

  package func encode(to encoder: any Encoder) throws {
    try own.encode(to: encoder)
    var container = encoder.container(keyedBy: Nested.self)
    try container.encode(gitProvider, forKey: .gitProvider)
  }
}
