package import SlipwayCore

/// What is a stack's own, and what its settings give it from outside: by this its file is judged.
package struct ComposeOwn: Sendable {
  /// Where the paths that are the stack's own lie.
  package enum Folders: Sendable {
    /// While the file is read: the source code, and the folder of file mounts.
    case read(checkout: String, files: String)
    /// Of a release: its `files` and `code-…` below this one.
    case kept(String)
  }

  /// The stack's name in Docker.
  package var appName: String
  package var folders: Folders
  /// The network that all stacks and the proxy share.
  package var sharedNetwork: String
  /// Networks from outside the stack that its settings let it join.
  package var networks: Set<String> = []
  /// Its addresses on the shared network.
  package var addresses: Set<String> = []
  /// Names in the user's file by the keys in the one that runs, where they differ.
  package var names: [String: String] = [:]
  /// By the service's name: the image or build that was asked for, where the file names a pinned one.
  package var sources: [String: String] = [:]

  package init(appName: String, folders: Folders, sharedNetwork: String) {
    self.appName = appName
    self.folders = folders
    self.sharedNetwork = sharedNetwork
  }

  func name(of key: String) -> String { names[key] ?? key }

  /// The image or the build that a service asks for, in one spelling.
  package func source(of service: JSONValue) -> String {
    guard let build = service["build"], !ComposeJudge.isNothing(build) else {
      return service["image"]?.stringValue ?? ""
    }
    return "build " + ComposeJudge.spelled(plain(build))
  }

  /// - Returns: the parts of a path below the stack's own folders, which count as one; `nil` for a path elsewhere, or one
  ///   that is not in its plain spelling.
  func parts(of path: String) -> [String]? {
    switch folders {
    case .read(let checkout, let files): return Self.below(checkout, path) ?? Self.below(files, path)
    case .kept(let root):
      guard let all = Self.below(root, path), let first = all.first, first == "files" || first.hasPrefix("code-")
      else { return nil }
      return Array(all.dropFirst())
    }
  }

  /// A path below the stack's own folders, in its plain spelling.
  package func isOwn(_ path: String) -> Bool { parts(of: path) != nil }

  private static func below(_ root: String, _ path: String) -> [String]? {
    guard path == root || path.hasPrefix(root + "/") else { return nil }
    let parts = path.dropFirst(root.count).split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    let isPlain = parts.allSatisfy { $0 != "." && $0 != ".." && !$0.isEmpty }
    guard isPlain, path.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 }) else { return nil }
    return parts.map(String.init)
  }

  /// The value with the stack's own paths as they are the same in every version, and nothing that says nothing.
  func plain(_ value: JSONValue) -> JSONValue {
    switch value {
    case .string(let text): .string(parts(of: text).map { "./" + $0.joined(separator: "/") } ?? text)
    case .array(let items): .array(items.map(plain))
    case .object(let members):
      .object(members.filter { !ComposeJudge.isNothing($0.value) }.mapValues(plain))
    default: value
    }
  }
}
