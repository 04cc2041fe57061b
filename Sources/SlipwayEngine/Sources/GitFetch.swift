import SlipwayCore
import SlipwayHost

/// Brings exactly the wanted commit into a new checkout.
struct GitFetch: Sendable {
  /// What was checked out.
  struct Commit: Sendable, Hashable {
    var commit: String
    var message: String
  }

  /// How many commits of a branch are looked through for one that the server does not hand out by its hash.
  private static let depths = [50, 500, 5000]
  let git: GitRun
  /// What it is fetched from.
  let url: String
  /// What the checkout remembers as its origin.
  var origin: String?

  /// - Parameters:
  ///   - commit: the one to build, whatever the branch has become; `nil` builds the newest.
  ///   - branch: a branch or a tag; `nil` is the repository's own default.
  /// - Throws: ``DeploymentFailure`` saying what the server did not have.
  func fetch(commit: String?, branch: String?) async throws -> Commit {
    let created = try await git.run(["init", "--quiet", "--template=", "--", git.checkout])
    guard created.isSuccess else { throw git.failures.failure(created) }
    try await git.must(["remote", "add", "origin", origin ?? url])
    if let commit { try await fetch(commit: commit, branch: branch) } else { try await fetch(branch: branch) }
    let target = commit ?? "FETCH_HEAD^{commit}"
    try await git.must(["checkout", "--quiet", "--force", "--detach", target, "--"])
    return try await present()
  }

  /// - Returns: the words that fetch one reference without history.
  static func words(_ reference: String, url: String, depth: String = "--depth=1") -> [String] {
    ["fetch", "--quiet", "--no-tags", "--no-write-commit-graph", "--update-head-ok", depth, "--", url, reference]
  }

  private func fetch(branch: String?) async throws {
    guard let branch else {
      try await git.must(Self.words("HEAD", url: url))
      return
    }
    var references = ["refs/heads/" + branch, "refs/tags/" + branch]
    if GitReference.isCommit(branch) { references.append(branch) }
    if branch.hasPrefix("refs/") { references.insert(branch, at: 0) }
    for reference in references {
      let result = try await git.inside(Self.words(reference, url: url), isShown: false)
      if result.isSuccess { return }
      guard GitFailures.isMissingReference(result.lines) else { throw git.failures.failure(result) }
    }
    throw git.failures.missing(branch: branch)
  }

  /// By its hash, which most servers allow; else along the branch, deeper and deeper.
  private func fetch(commit: String, branch: String?) async throws {
    let direct = try await git.inside(Self.words(commit, url: url), isShown: false)
    if direct.isSuccess { return }
    guard GitFailures.isUnknownCommit(direct.lines) else { throw git.failures.failure(direct) }
    await git.log.line("The server does not hand out commits by their hash; looking for it in the branch.")
    try await fetch(branch: branch)
    let reference = branch.map { $0.hasPrefix("refs/") ? $0 : "refs/heads/" + $0 } ?? "HEAD"
    for depth in Self.depths where try await !has(commit) {
      let result = try await git.inside(Self.words(reference, url: url, depth: "--depth=\(depth)"), isShown: false)
      if !result.isSuccess { break }
    }
    if try await !has(commit) {
      _ = try await git.inside(Self.words(reference, url: url, depth: "--unshallow"), isShown: false)
    }
    if branch == nil, try await !has(commit) { try await fetchAll() }
    guard try await has(commit) else { throw git.failures.missing(commit: commit) }
  }

  /// Every branch: of a submodule nobody says on which one its commit is.
  private func fetchAll() async throws {
    let words = ["fetch", "--quiet", "--no-tags", "--", url, "+refs/heads/*:refs/remotes/origin/*"]
    _ = try await git.inside(words, isShown: false)
  }

  private func has(_ commit: String) async throws -> Bool {
    try await git.inside(["cat-file", "-e", commit + "^{commit}"], isShown: false).isSuccess
  }

  private func present() async throws -> Commit {
    let result = try await git.must(["log", "-1", "--no-show-signature", "--format=%H%n%B"], isShown: false)
    guard let hash = result.lines.first, GitReference.isCommit(hash) else { throw git.failures.failure(result) }
    return Commit(commit: hash, message: result.lines.dropFirst().joined(separator: "\n"))
  }
}
