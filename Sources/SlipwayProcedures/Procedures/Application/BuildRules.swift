import SlipwayCore
import SlipwayDetection
import SlipwayEngine

/// The rules for how code becomes an image.
enum BuildRules {
  /// A builder that is published and not here yet is refused when it is chosen; what has it already keeps it, so that
  /// whoever sends back what was answered changes nothing.
  static func check(_ build: BuildSettings, beside before: BuildSettings, _ problems: inout ValidationProblems) {
    if build.buildType != before.buildType {
      problems.check("buildType") { _ = try Builders.builder(for: build.buildType) }
    }
    let paths = [
      ("dockerfile", build.dockerfile), ("dockerContextPath", build.dockerContextPath),
      ("publishDirectory", build.publishDirectory),
    ]
    for (field, path) in paths {
      problems.check(field) { _ = try path.map { try RelativePath.normalize($0, field: field) } }
    }
    problems.check("baseImages") {
      try DetectionSettings(images: build.baseImages ?? [:], mirrors: build.packageMirrors ?? [:]).check()
    }
    if let text = build.ejectedDockerfile { checkDockerfile(text, &problems) }
    let words = [
      ("dockerBuildStage", build.dockerBuildStage), ("herokuVersion", build.herokuVersion),
      ("railpackVersion", build.railpackVersion),
    ]
    for (field, word) in words {
      problems.require(
        word.map(isWord) ?? true, field, "may have letters, digits and '._-' and must begin with a letter or digit")
    }
  }

  private static func checkDockerfile(_ text: String, _ problems: inout ValidationProblems) {
    let hasBase = text.split(whereSeparator: \.isNewline).contains { $0.uppercased().hasPrefix("FROM ") }
    problems.require(hasBase, "dockerfile", "must have a line that begins with FROM")
    problems.require(
      text.utf8.count <= 64 << 10 && !text.contains("\0"), "dockerfile", "must be text of at most 64 KiB")
  }

  private static func isWord(_ text: String) -> Bool {
    guard let first = text.first else { return true }
    return text.utf8.count <= 128 && first.isASCII && (first.isLetter || first.isNumber)
      && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
  }
}
