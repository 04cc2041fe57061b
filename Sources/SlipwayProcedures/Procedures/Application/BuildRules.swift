import SlipwayCore

/// The rules for how code becomes an image.
enum BuildRules {
  static func check(_ build: BuildSettings, _ problems: inout ValidationProblems) {
    let paths = [
      ("dockerfile", build.dockerfile), ("dockerContextPath", build.dockerContextPath),
      ("publishDirectory", build.publishDirectory),
    ]
    for (field, path) in paths {
      problems.check(field) { _ = try path.map { try RelativePath.normalize($0, field: field) } }
    }
    let words = [
      ("dockerBuildStage", build.dockerBuildStage), ("herokuVersion", build.herokuVersion),
      ("railpackVersion", build.railpackVersion),
    ]
    for (field, word) in words {
      problems.require(
        word.map(isWord) ?? true, field, "may have letters, digits and '._-' and must begin with a letter or digit")
    }
  }

  private static func isWord(_ text: String) -> Bool {
    guard let first = text.first else { return true }
    return text.utf8.count <= 128 && first.isASCII && (first.isLetter || first.isNumber)
      && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
  }
}
