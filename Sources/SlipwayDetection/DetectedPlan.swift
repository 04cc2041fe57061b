/// What was found in a tree, why, and what will be done.
package struct DetectedPlan: Sendable, Hashable {
  /// What is built.
  package enum Method: Sendable, Hashable {
    /// The Dockerfile of the code, by its path.
    case dockerfile(String)
    /// Nothing: the code describes a compose stack, by the path of its file.
    case compose(String)
    /// A Dockerfile that is written for it.
    case generated(DockerfileRecipe)
  }

  /// `node`, `python`, …; the word that the API answers.
  package var family: String
  /// In words: `Node 22 with pnpm, Next.js`.
  package var title: String
  package var method: Method
  /// A sentence for everything that decided, naming its file.
  package var reasons: [String]
  /// What a person should know, and what may not work.
  package var notes: [String] = []
  /// Folders that the build makes, left out of what is sent to it.
  package var made: [String] = []
  /// Where static files are, when nothing but them is served.
  package var outputFolder: String?

  /// The text of the Dockerfile that is written; `nil` where none is.
  package var dockerfile: String? {
    guard case .generated(let recipe) = method else { return nil }
    return DockerfileText.of(recipe, title: title)
  }

  package var port: Int? {
    guard case .generated(let recipe) = method else { return nil }
    return recipe.port
  }

  package var start: [String] {
    guard case .generated(let recipe) = method else { return [] }
    return recipe.start
  }

  /// What is said before building, a line each.
  package var lines: [String] {
    ["Found: \(title)"] + reasons.map { "  " + $0 } + notes.map { "  Note: " + $0 } + [decision]
  }

  private var decision: String {
    switch method {
    case .dockerfile(let path): "It is built with \(path)."
    case .compose(let path): "\(path) describes several services: create a compose service from this repository."
    case .generated(let recipe):
      "A Dockerfile is written: \(recipe.stages.count == 1 ? "one stage" : "\(recipe.stages.count) stages"), listens on port \(recipe.port), starts \(DockerfileText.json(recipe.start))."
    }
  }
}
