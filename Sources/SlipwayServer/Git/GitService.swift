import SlipwayCore
import SlipwayProcedures

/// What git asks a server for.
enum GitService: String, Sendable {
  case push = "git-receive-pack"
  case read = "git-upload-pack"

  var permission: Permission { self == .push ? .deploy : .read }

  /// The name of an application that an address ends in; what is none leads to none.
  static func appName(_ text: String) -> String {
    let name = text.hasSuffix(".git") ? String(text.dropLast(".git".count)) : text
    let isPlain = name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    return isPlain && name.utf8.count <= 128 && !name.hasPrefix("-") ? name : ""
  }
}

/// What somebody wants who comes over SSH: a service and an application.
struct GitWish: Sendable, Hashable {
  var service: GitService
  var appName: String

  /// - Parameter command: as git sends it: `git-receive-pack 'name.git'`; everything else is refused, whatever it is.
  init?(_ command: String) {
    let parts = command.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let service = GitService(rawValue: parts[0]) else { return nil }
    var path = parts[1]
    if path.count > 2, path.hasPrefix("'"), path.hasSuffix("'") { path = String(path.dropFirst().dropLast()) }
    if path.hasPrefix("/") { path.removeFirst() }
    let name = GitService.appName(path)
    guard !name.isEmpty else { return nil }
    self.service = service
    appName = name
  }
}
