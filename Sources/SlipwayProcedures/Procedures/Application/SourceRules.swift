import SlipwayCore
import SlipwayEngine
import SlipwayProviders

/// The rules for where code and images come from.
enum SourceRules {
  static func check(_ source: SourceSettings, _ problems: inout ValidationProblems) {
    problems.check("customGitBranch") {
      try source.customGitBranch.map { try GitReference.validate($0, field: "customGitBranch") }
    }
    problems.check("customGitBuildPath") {
      _ = try source.customGitBuildPath.map { try RelativePath.normalize($0, field: "customGitBuildPath") }
    }
    problems.check("dropBuildPath") {
      _ = try source.dropBuildPath.map { try RelativePath.normalize($0, field: "dropBuildPath") }
    }
    problems.check("dockerImage") {
      _ = try source.dockerImage.map { try ImageReference(parsing: $0.trimmingSpaces()) }
    }
    for (field, text) in [("customGitUsername", source.customGitUsername), ("username", source.username)] {
      problems.require(text.map(isPlain) ?? true, field, "must be one line of at most 255 characters")
    }
    problems.require(
      source.registryUrl.map(isRegistry) ?? true, "registryUrl", "must be a host with an optional port or path")
    let globs = [
      ("watchPaths", source.watchPaths), ("branchPatterns", source.branchPatterns),
      ("tagPatterns", source.tagPatterns),
    ]
    for (field, patterns) in globs {
      let patterns = patterns ?? []
      problems.require(patterns.count <= 200, field, "may have at most 200 patterns")
      let isPlain = patterns.allSatisfy(isPlain)
      problems.require(isPlain, field, "must be globs of at most 255 characters")
      problems.require(
        !isPlain || patterns.count > 200 || WatchPaths.isBounded(patterns), field,
        "has braces that stand for too much: one pattern may stand for 256 names, all together for \(WatchPaths.mostGlobs)"
      )
    }
    if let choice = source.choice { check(choice, &problems) }
  }

  private static func check(_ choice: ProviderChoice, _ problems: inout ValidationProblems) {
    let names = ProviderFields(choice.kind)
    problems.check(names.branch) {
      if let branch = choice.branch, !branch.isEmpty { try GitReference.validate(branch, field: names.branch) }
    }
    problems.check(names.buildPath) {
      _ = try choice.buildPath.map { try RelativePath.normalize($0, field: names.buildPath) }
    }
    problems.check(names.repository) {
      if let full = choice.full, RepositoryPath(full) == nil {
        throw SlipwayError.invalid(names.repository, "must be owner and name as the provider writes them")
      }
    }
  }

  private static func isPlain(_ text: String) -> Bool {
    text.utf8.count <= 255 && text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
  }

  private static func isRegistry(_ typed: String) -> Bool {
    var rest = typed.trimmingSpaces()
    for scheme in ["https://", "http://"] where rest.hasPrefix(scheme) { rest.removeFirst(scheme.count) }
    while rest.hasSuffix("/") { rest.removeLast() }
    let parts = rest.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let place = parts.first else { return false }
    let halves = place.split(separator: ":", omittingEmptySubsequences: false)
    guard halves.count <= 2, let host = halves.first, (try? Hostname.normalize(String(host))) != nil else {
      return false
    }
    let isPort = halves.count == 1 || Int(halves[1]).map { (1...65535).contains($0) } ?? false
    let path = parts.count > 1 ? String(parts[1]) : ""
    return isPort && path.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-/".contains($0)) }
  }
}
