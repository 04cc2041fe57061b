import SlipwayCore
import SlipwayEngine

/// The part of a push that GitHub, GitLab, Gitea and Soft Serve spell alike: `ref`, `before`, `after`, `commits`.
struct GitPush {
  let body: JSONValue

  /// The name of the ref without its kind.
  var name: String? {
    guard let ref = body["ref"]?.stringValue else { return nil }
    for prefix in ["refs/heads/", "refs/tags/"] where ref.hasPrefix(prefix) {
      return String(ref.dropFirst(prefix.count))
    }
    return ref
  }

  /// GitLab says it of the project.
  var defaultBranch: String? {
    (body["repository"]?["default_branch"] ?? body["project"]?["default_branch"])?.stringValue
  }

  var isTag: Bool { body["ref"]?.stringValue?.hasPrefix("refs/tags/") ?? false }

  /// A hash of zeros stands for "no commit".
  var isDeletion: Bool {
    if case .bool(true)? = body["deleted"] { return true }
    guard let after = body["after"]?.stringValue, !after.isEmpty else { return false }
    return after.allSatisfy { $0 == "0" }
  }

  var kind: WebhookEvent.Kind {
    guard let name, !name.isEmpty else { return .other("push without a ref") }
    if isDeletion { return .deletion(name) }
    return isTag ? .tag(name) : .push(branch: name)
  }

  /// The union of what the commits added, modified and removed.
  /// - Parameter total: the number of commits that the payload says there are, when it says so.
  /// - Returns: `nil` when commits are missing from the list: then it does not tell which files changed.
  func files(total: Int?) -> [String]? {
    guard let commits = body["commits"]?.arrayValue, !commits.isEmpty else { return nil }
    if let total, total > commits.count { return nil }
    var found: [String] = []
    for commit in commits {
      for list in ["added", "modified", "removed"] {
        found += (commit[list]?.arrayValue ?? []).compactMap(\.stringValue)
      }
    }
    return found
  }

  /// Says the same of the same push, for providers that do not number their deliveries.
  var fingerprint: String? {
    guard let ref = body["ref"]?.stringValue, let after = body["after"]?.stringValue else { return nil }
    return "push:\(ref):\(body["before"]?.stringValue ?? ""):\(after)"
  }
}

extension JSONValue {
  var wholeNumber: Int? {
    if case .integer(let value) = self { value } else { nil }
  }
}
