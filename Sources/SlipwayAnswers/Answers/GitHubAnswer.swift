/// A GitHub app with the account that it makes, all in one object.
package struct GitHubAnswer: Codable, Sendable {
  package var app: GitHubRow
  package var gitProvider: GitProviderRow

  private enum Nested: String, CodingKey {
    case gitProvider
  }

  package init(app: GitHubRow, gitProvider: GitProviderRow) {
    self.app = app
    self.gitProvider = gitProvider
  }

  package init(from decoder: any Decoder) throws {
    app = try GitHubRow(from: decoder)
    gitProvider = try decoder.container(keyedBy: Nested.self).decode(GitProviderRow.self, forKey: .gitProvider)
  }

  package func encode(to encoder: any Encoder) throws {
    try app.encode(to: encoder)
    var container = encoder.container(keyedBy: Nested.self)
    try container.encode(gitProvider, forKey: .gitProvider)
  }
}
