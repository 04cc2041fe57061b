/// The line of a `Procfile` that says how the web process is started.
enum Procfile {
  static func web(in tree: SourceTree) -> String? {
    let lines = (tree.text("Procfile") ?? "").split(whereSeparator: \.isNewline)
    let line = lines.first { $0.hasPrefix("web:") }
    let command = line?.dropFirst("web:".count).trimmed ?? ""
    return command.isEmpty || command.utf8.count > 2000 ? nil : command
  }

  /// The words of a command without a shell's marks; within the container, its shell reads what has any.
  static func words(_ command: String) -> [String] {
    let isPlain = command.allSatisfy { character in
      character.isASCII && (character.isLetter || character.isNumber || " ._-/:=@,+".contains(character))
    }
    let words = command.split(separator: " ").map(String.init)
    // `NAME=value program` is a shell's way too.
    guard isPlain, words.first?.contains("=") == false else { return ContainerShell.words("exec " + command) }
    return words
  }
}
