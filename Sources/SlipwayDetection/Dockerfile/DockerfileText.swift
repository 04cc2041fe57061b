import Foundation

/// Writes a recipe down. Commands and paths are JSON, variables are quoted: nothing that a file of the code says ends
/// its instruction.
package enum DockerfileText {
  package static func of(_ recipe: DockerfileRecipe, title: String) -> String {
    var lines = ["# \(oneLine(title)). Written by Slipway; eject it to make it your own.", ""]
    for (index, stage) in recipe.stages.enumerated() {
      lines += self.lines(stage)
      if index < recipe.stages.count - 1 { lines.append("") }
    }
    if let user = recipe.user { lines.append("USER \(user)") }
    lines.append("EXPOSE \(recipe.port)")
    if let words = recipe.health.words(port: recipe.port) {
      lines.append("HEALTHCHECK --interval=5s --timeout=5s --start-period=20s --retries=6 CMD \(json(words))")
    }
    lines += ["CMD \(json(recipe.start))", ""]
    return lines.joined(separator: "\n")
  }

  private static func lines(_ stage: DockerfileRecipe.Stage) -> [String] {
    var lines = ["FROM \(stage.image)" + (stage.name.map { " AS \($0)" } ?? ""), "WORKDIR \(stage.folder)"]
    for variable in stage.environment { lines.append("ENV \(variable.name)=\(quoted(variable.value))") }
    return lines + stage.layers.map { line($0, stage.folder) }
  }

  private static func line(_ layer: DockerfileRecipe.Layer, _ folder: String) -> String {
    switch layer {
    // A single `*` or `?` of a name would be a pattern: brackets make each of them itself.
    case .files(let paths): "COPY \(json(paths.map(literal) + ["./"]))"
    case .code: "COPY . ."
    case .run(let words): "RUN \(json(words))"
    case .take(let stage, let from, let to, let isOwned):
      "COPY \(isOwned ? "--chown=10001:10001 " : "")--from=\(stage) \(json([literal(from), to]))"
    }
  }

  /// BuildKit reads sources as patterns and replaces variables in them, in JSON too.
  private static func literal(_ path: String) -> String {
    path.map { character in
      switch character {
      case "*", "?", "[": "[\(character)]"
      case "$", "\\": "\\\(character)"
      default: String(character)
      }
    }.joined()
  }

  /// One line of JSON, which BuildKit reads as words.
  static func json(_ words: [String]) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes]
    guard let data = try? encoder.encode(words) else { return "[]" }
    return String(decoding: data, as: UTF8.self).replacing("\",\"", with: "\", \"")
  }

  private static func quoted(_ value: String) -> String {
    "\"" + value.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
  }

  private static func oneLine(_ text: String) -> String {
    String(text.map { $0.isNewline || ($0.isASCII && $0.asciiValue.map { $0 < 32 } ?? false) ? " " : $0 }.prefix(200))
  }
}
