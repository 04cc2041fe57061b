import SlipwayCore

/// What Gitea's answers mean.
enum GiteaValues {
  static let unexpected = ProviderFailure(
    .unexpected, "Gitea's answer is none that its API gives; check the address in the provider's settings.")

  static func rows(_ json: JSONValue) throws -> [JSONValue] {
    // Older ones answer `null` for an empty list.
    guard json != .null else { return [] }
    guard let rows = json.arrayValue else { throw unexpected }
    return rows
  }

  static func repository(_ row: JSONValue) -> ProviderRepository? {
    guard let id = row["id"]?.wholeNumber, let path = row["full_name"]?.stringValue.flatMap(RepositoryPath.init)
    else {
      return nil
    }
    return ProviderRepository(
      id: String(id), path: path, url: row["html_url"]?.stringValue ?? "", isPrivate: row["private"]?.isTrue ?? true,
      defaultBranch: row["default_branch"]?.stringValue)
  }

  static func branch(_ row: JSONValue) -> ProviderBranch? {
    guard let name = row["name"]?.stringValue, let commit = row["commit"]?["id"]?.stringValue else { return nil }
    return ProviderBranch(name: name, commit: commit, isProtected: row["protected"]?.isTrue ?? false)
  }

  static func permission(_ word: String) -> ProviderPermission {
    switch word {
    case "owner", "admin": .admin
    case "write": .write
    case "read": .read
    default: .none
    }
  }

  /// The repository that `…/api/v1/repos/owner/name…` leads to.
  static func path(of location: String?) -> RepositoryPath? {
    let parts = (location ?? "").prefix { $0 != "?" }.split(separator: "/").map(String.init)
    guard let place = parts.firstIndex(of: "repos"), place + 2 < parts.count else { return nil }
    return RepositoryPath("\(parts[place + 1])/\(parts[place + 2])")
  }

  /// Gitea knows no commit that runs, and none that was cancelled.
  static func word(_ state: CommitStatus.State) -> String {
    switch state {
    case .pending, .running: "pending"
    case .success: "success"
    case .failure: "failure"
    case .cancelled: "error"
    }
  }
}
