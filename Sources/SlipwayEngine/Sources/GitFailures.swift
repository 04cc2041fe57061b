import Foundation
import SlipwayCore
import SlipwayHost

/// Says what git's complaints mean, and what to do about each.
struct GitFailures: Sendable {
  let address: GitAddress
  let knownHosts: String
  let snapshot: DeploymentSnapshot
  /// The setting that the address stands in.
  var what = "customGitUrl"

  func failure(_ result: CommandResult) -> DeploymentFailure {
    let lines = result.lines.filter(isShown)
    let (summary, advice) = explain(lines)
    return failure(summary, advice, lines: lines, exitCode: Int(result.status))
  }

  /// Over http, `remote:` is the body of an answer: of any service that somebody calls a repository.
  func isShown(_ line: String) -> Bool { address.transport == .ssh || !line.hasPrefix("remote:") }

  func missing(branch: String) -> DeploymentFailure {
    failure(
      "customGitBranch: the repository has no branch or tag called '\(branch)'.",
      "Check its spelling, or push it first.")
  }

  func missing(commit: String) -> DeploymentFailure {
    failure(
      "The repository \(address.url) no longer has the commit \(commit).",
      "It was removed, perhaps by a forced push. Deploy again to build what the branch is now.")
  }

  private func failure(
    _ summary: String, _ advice: String, lines: [String] = [], exitCode: Int? = nil
  ) -> DeploymentFailure {
    DeploymentFailure(
      Evidence(
        step: .source, summary: summary, advice: advice, exitCode: exitCode, containerLog: lines,
        isPreviousServing: snapshot.isPreviousServing))
  }

  /// - Returns: what happened, and what to do.
  func explain(_ lines: [String]) -> (String, String) {
    let text = lines.joined(separator: "\n")
    let has = { (signs: [String]) in signs.contains { text.localizedCaseInsensitiveContains($0) } }
    if has(["REMOTE HOST IDENTIFICATION HAS CHANGED", "Host key verification failed", "host key for"]) {
      return (
        "The SSH host key of \(address.host) is not the one that was seen before: nothing was fetched.",
        "Somebody may be listening in. If the key was changed on purpose, remove the lines of this host from "
          + "\(knownHosts), then deploy again."
      )
    }
    if has(["Permission denied (", "error in libcrypto", "invalid format"]) {
      return (
        "\(address.host) did not accept the SSH key.",
        "Add the key's public half to the repository's deploy keys, or choose another key."
      )
    }
    if has(["Authentication failed", "could not read Username", "could not read Password", "returned error: 403"]) {
      return (
        "\(address.host) did not accept the user name and password for \(address.url).",
        "Check customGitUsername and the password (a token must be able to read the repository)."
      )
    }
    if has(["not found", "does not exist", "does not appear to be a git repository", "returned error: 404"]) {
      return (
        "There is no repository at \(address.url), or it is private.",
        "Check \(what); a private repository needs a user name with a password, or an SSH key."
      )
    }
    if has(["returned error: 30"]) {
      return (
        "\(address.host) answers \(address.url) with another address, which could not be looked at.",
        "Deploy again, or write the repository's own address."
      )
    }
    if has(["Could not resolve host", "Connection refused", "timed out", "unable to access", "Could not connect"]) {
      return (
        "\(address.host) could not be reached: \(Self.lastWord(lines))",
        "Check \(what) and the server's network."
      )
    }
    if has(["transport", "not allowed"]) {
      return ("git refused an address: \(Self.lastWord(lines))", "Submodules may use https, http and ssh only.")
    }
    return ("The code could not be fetched: \(Self.lastWord(lines))", "The log has git's own words.")
  }

  static func isMissingReference(_ lines: [String]) -> Bool {
    lines.contains { $0.contains("couldn't find remote ref") || $0.contains("no such remote ref") }
      || isUnknownCommit(lines)
  }

  static func isUnknownCommit(_ lines: [String]) -> Bool {
    let signs = [
      "not our ref", "unadvertised object", "couldn't find remote ref", "did not send all necessary objects",
    ]
    return lines.contains { line in signs.contains { line.contains($0) } }
  }

  private static func lastWord(_ lines: [String]) -> String {
    let line =
      lines.last { $0.hasPrefix("fatal:") || $0.hasPrefix("error:") || $0.hasPrefix("remote:") }
      ?? lines.last { !$0.trimmingSpaces().isEmpty }
    return String((line ?? "git said nothing.").prefix(300))
  }
}
