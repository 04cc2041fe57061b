import SlipwayCore
import SlipwayHost

/// A repository that another one has in one of its folders, at one commit.
struct GitModule: Sendable, Hashable {
  /// The folder.
  var path: String
  /// As it was written, perhaps relative.
  var url: String
  var commit: String

  /// Those of the commit that is checked out.
  /// - Throws: ``DeploymentFailure`` or ``SlipwayError`` for a list that cannot be read.
  static func all(in git: GitRun) async throws -> [GitModule] {
    let links = try await git.lines(["-c", "core.quotePath=false", "ls-files", "--stage"]) { $0.hasPrefix("160000 ") }
    guard !links.isEmpty else { return [] }
    let urls = try await urls(git)
    return try links.map { link in
      let parts = link.split(separator: "\t", maxSplits: 1)
      let fields = parts[0].split(separator: " ")
      guard parts.count == 2, fields.count == 3, GitReference.isCommit(String(fields[1])) else {
        throw SlipwayError(.internal, "git listed a submodule in another way than it does: \(link)")
      }
      let path = try RelativePath.normalize(String(parts[1]), field: ".gitmodules")
      guard let url = urls[path] else {
        throw SlipwayError.invalid(".gitmodules", "does not say where the submodule '\(path)' is")
      }
      return GitModule(path: path, url: url, commit: String(fields[1]))
    }
  }

  /// By their folders.
  private static func urls(_ git: GitRun) async throws -> [String: String] {
    var urls: [String: String] = [:]
    for values in try await settings(git).values {
      guard let path = try? RelativePath.normalize(values["path"] ?? "", field: ".gitmodules") else { continue }
      urls[path] = values["url"]
    }
    return urls
  }

  /// What `.gitmodules` says of each name. Of the commit, not of the folder, where a link could stand in its place.
  private static func settings(_ git: GitRun) async throws -> [String: [String: String]] {
    let question = ["config", "--blob", "HEAD:.gitmodules", "--get-regexp", #"^submodule\..*\.(path|url)$"#]
    guard try await git.inside(question, isShown: false).isSuccess else { return [:] }
    // A name may have blanks in it: where it ends, only the list of the keys says.
    let keys = try await git.lines(["config", "--name-only"] + question.dropFirst())
    let pairs = try await git.lines(question)
    var settings: [String: [String: String]] = [:]
    for (key, pair) in zip(keys, pairs) {
      guard keys.count == pairs.count, pair.hasPrefix(key + " "), let dot = key.lastIndex(of: ".") else {
        throw SlipwayError.invalid(".gitmodules", "has a value that goes over several lines, or none")
      }
      let value = String(pair.dropFirst(key.count + 1))
      settings[String(key[..<dot]), default: [:]][String(key[key.index(after: dot)...])] = value
    }
    return settings
  }
}
