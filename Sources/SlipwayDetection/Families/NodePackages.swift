/// Who installs a Node project's packages, and how.
struct NodePackages: Hashable {
  enum Tool: String { case npm, pnpm, yarn, berry, bun }
  var tool: Tool
  /// The version that the project asks for, where it does.
  var version: String?
  /// Files that installing needs.
  var files: [String]
  var hasLock: Bool
  var reason: String

  init(_ manifest: PackageManifest, _ tree: SourceTree) {
    let named = manifest.packageManager?.split(separator: "@").map(String.init) ?? []
    let locks: [(String, Tool)] = [
      ("pnpm-lock.yaml", .pnpm), ("bun.lock", .bun), ("bun.lockb", .bun), ("yarn.lock", .yarn),
      ("package-lock.json", .npm), ("npm-shrinkwrap.json", .npm),
    ]
    let lock = locks.first { tree.has($0.0) }
    let asked = named.first.flatMap { Tool(rawValue: $0) }
    tool = asked ?? lock?.1 ?? .npm
    version = asked == nil ? nil : named.dropFirst().first.flatMap { VersionText.first(in: $0, parts: 3) }
    if tool == .yarn, tree.has(".yarnrc.yml") || (version.map { !$0.hasPrefix("1") } ?? false) { tool = .berry }
    let chosen = tool == .berry ? .yarn : tool
    let own = locks.first { $0.0 == lock?.0 && $0.1 == chosen }
    hasLock = own != nil
    files =
      ["package.json"] + [own?.0].compactMap { $0 }
      + [".npmrc", ".yarnrc", ".yarnrc.yml", "pnpm-workspace.yaml", ".pnpmfile.cjs", "bunfig.toml"].filter(tree.has)
    reason =
      asked.map { "package.json says packageManager: \($0.rawValue)." }
      ?? lock.map { "\($0.0) is there: \($0.1.rawValue) installs the packages." }
      ?? "There is no lock file: npm installs what is newest."
    if tool == .pnpm, version == nil { version = Self.pnpm(tree.text("pnpm-lock.yaml") ?? "") }
  }

  /// The word that runs scripts.
  var program: String { tool == .berry ? "yarn" : tool.rawValue }
  var title: String { tool == .berry ? "yarn" : tool.rawValue }

  /// What makes the tool itself be there.
  var setup: [[String]] {
    switch tool {
    case .npm, .bun: []
    case .pnpm: [["npm", "install", "--global", "pnpm@\(version ?? "9")"]]
    case .yarn: [["npm", "install", "--global", "--force", "yarn@\(version ?? "1.22.22")"]]
    case .berry: [["corepack", "enable"]]
    }
  }

  var install: [String] {
    switch tool {
    case .npm: hasLock ? ["npm", "ci"] : ["npm", "install"]
    case .pnpm: ["pnpm", "install"] + (hasLock ? ["--frozen-lockfile"] : [])
    case .yarn: ["yarn", "install"] + (hasLock ? ["--frozen-lockfile"] : [])
    case .berry: ["yarn", "install"] + (hasLock ? ["--immutable"] : [])
    case .bun: ["bun", "install"] + (hasLock ? ["--frozen-lockfile"] : [])
    }
  }

  /// What takes packages away that only building needs.
  var prune: [String]? {
    switch tool {
    case .npm: ["npm", "prune", "--omit=dev"]
    case .pnpm: ["pnpm", "prune", "--prod"]
    case .yarn, .berry, .bun: nil
    }
  }

  /// A lock file of version 6 is pnpm 8's, one of 5 is pnpm 7's.
  private static func pnpm(_ lock: String) -> String {
    let line = lock.split(whereSeparator: \.isNewline).first { $0.hasPrefix("lockfileVersion:") } ?? ""
    switch VersionText.first(in: String(line.drop { !$0.isNumber }), parts: 1) {
    case "5": return "7"
    case "6": return "8"
    default: return "9"
    }
  }
}
