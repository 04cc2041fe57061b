import Foundation
import SlipwayCore

/// What GitLab's answers mean.
enum GitLabValues {
  static let unexpected = ProviderFailure(
    .unexpected, "GitLab's answer is none that its API gives; check the address in the provider's settings.")

  static func rows(_ answer: ProviderAnswer) throws -> [JSONValue] {
    guard let rows = answer.json.arrayValue else { throw unexpected }
    return rows
  }

  /// `X-Next-Page`, which is empty on the last page, or else the `Link`.
  static func next(_ answer: ProviderAnswer) -> Int? {
    answer.headers["x-next-page"].flatMap(Int.init) ?? answer.nextPage
  }

  /// By the beginning of the namespace, as the reference has it: a group includes those below it.
  static func isWanted(_ row: JSONValue, groups: [String]) -> Bool {
    guard !groups.isEmpty else { return true }
    let namespace = row["namespace"]?["full_path"]?.stringValue?.lowercased() ?? ""
    return groups.contains { namespace == $0 || namespace.hasPrefix($0 + "/") }
  }

  static func repository(_ row: JSONValue) -> ProviderRepository? {
    guard let id = row["id"]?.wholeNumber,
      let path = row["path_with_namespace"]?.stringValue.flatMap(RepositoryPath.init)
    else { return nil }
    return ProviderRepository(
      id: String(id), path: path, url: row["web_url"]?.stringValue ?? "",
      isPrivate: row["visibility"]?.stringValue != "public", defaultBranch: row["default_branch"]?.stringValue)
  }

  static func branch(_ row: JSONValue) -> ProviderBranch? {
    guard let name = row["name"]?.stringValue, let commit = row["commit"]?["id"]?.stringValue else { return nil }
    return ProviderBranch(name: name, commit: commit, isProtected: row["protected"]?.isTrue ?? false)
  }

  /// Of a member, by the numbers of `access_level`.
  static func permission(_ level: Int) -> ProviderPermission {
    switch level {
    case 50...: .admin
    case 40..<50: .maintain
    case 30..<40: .write
    case 10..<30: .read
    default: .none
    }
  }

  /// The project's number in `…/api/v4/projects/42`, which a moved project is led to by.
  static func number(of location: String) -> Int? {
    let parts = location.split(separator: "?")[0].split(separator: "/")
    guard let place = parts.firstIndex(of: "projects"), place + 1 < parts.endIndex else { return nil }
    return Int(parts[place + 1])
  }

  /// A name that GitLab takes for an environment: of letters, digits, blanks and `-_/$.`; `nil` when nothing is left of it.
  static func environment(_ name: String) -> String? {
    let plain = String(
      name.prefix(255).map { $0.isASCII && ($0.isLetter || $0.isNumber || "-_/$. ".contains($0)) ? $0 : "-" })
    let ends = plain.drop { "/ ".contains($0) }.reversed().drop { "/ ".contains($0) }
    return ends.isEmpty ? nil : String(ends.reversed())
  }

  static func word(_ state: CommitStatus.State) -> String {
    switch state {
    case .pending: "pending"
    case .running: "running"
    case .success: "success"
    case .failure: "failed"
    case .cancelled: "canceled"
    }
  }
}
