import Foundation
import Logging
import SlipwayCore
import SlipwayHost

/// Holds build steps below a ceiling of processor time and memory.
///
/// BuildKit runs a build's steps not below the command line but below the daemon: in `<parent>/buildkit/<id>`
/// of each cgroup tree, or, where systemd keeps the tree, in `<slice>/docker-<id>.scope` with an id that is
/// no container's. While a build is at work those folders are looked for (reading a few folders, no process)
/// and get the ceiling.
struct BuildGovernor: Sendable {
  static let interval = Duration.milliseconds(200)
  let ceiling: BuildCeiling
  /// Where the cgroup trees are.
  let root: String

  init(settings: ServerSettings, root: String = "/sys/fs/cgroup") {
    ceiling = BuildCeiling(settings)
    self.root = root
  }

  /// Runs a build under the ceiling.
  func during<Result: Sendable>(_ build: @escaping @Sendable () async throws -> Result) async throws -> Result {
    try await withThrowingTaskGroup(of: Result?.self) { group in
      group.addTask {
        await watch()
        return nil
      }
      group.addTask { try await build() }
      defer { group.cancelAll() }
      while let result = try await group.next() {
        if let result { return result }
      }
      throw CancellationError()
    }
  }

  private func watch() async {
    var done: Set<String> = []
    try? await BlockingPool.run { prepare() }
    while !Task.isCancelled {
      let known = done
      done = (try? await BlockingPool.run { known.union(govern(except: known)) }) ?? known
      guard (try? await Task.sleep(for: Self.interval)) != nil else { return }
    }
  }

  /// Makes the folder that BuildKit is going to use, so that not even the first step begins without its
  /// ceiling.
  func prepare() {
    for hierarchy in trees {
      let parent = root(of: hierarchy) + "/docker"
      guard access(parent, W_OK) == 0 else { continue }
      mkdir(parent + "/buildkit", 0o755)
    }
  }

  /// Writes the ceiling into every folder of a build that is not in `known`.
  /// - Returns: the folders that hold it now.
  @discardableResult
  func govern(except known: Set<String> = []) -> Set<String> {
    var governed: Set<String> = []
    for hierarchy in trees {
      for folder in Self.folders(below: root(of: hierarchy)) where !known.contains(folder) {
        if apply(hierarchy, to: folder) { governed.insert(folder) }
      }
    }
    return governed
  }

  /// Which trees there are: the second version alone, or those of the first.
  private var trees: [CgroupHierarchy] {
    access(root + "/cgroup.controllers", F_OK) == 0 ? [.unified] : [.cpu, .memory]
  }

  private func root(of hierarchy: CgroupHierarchy) -> String {
    hierarchy == .unified ? root : root + "/" + hierarchy.rawValue
  }

  private func apply(_ hierarchy: CgroupHierarchy, to folder: String) -> Bool {
    var isApplied = true
    for file in ceiling.files(hierarchy) {
      let path = folder + "/" + file.name
      guard let handle = fopen(path, "r+e") else {
        isApplied = false
        continue
      }
      let isWritten = fputs(file.content, handle) >= 0
      if fclose(handle) != 0 || !isWritten { isApplied = false }
    }
    if !isApplied, access(folder, F_OK) == 0 {
      Logger(label: "slipway.builds").debug("a build's ceiling could not be set", metadata: ["folder": "\(folder)"])
    }
    return isApplied
  }

  /// The folders of builds: `buildkit` at most two levels deep, and systemd's scopes whose id is no
  /// container's.
  static func folders(below root: String) -> [String] {
    var found: [String] = []
    for first in children(of: root) {
      for second in children(of: root + "/" + first) {
        if second == "buildkit" || isBuildScope(second) { found.append("\(root)/\(first)/\(second)") }
      }
      if first == "buildkit" { found.append("\(root)/\(first)") }
    }
    return found
  }

  /// Whether a folder's name is systemd's of a build step: `docker-<id>.scope`, where a container has 64 hex
  /// digits.
  static func isBuildScope(_ name: String) -> Bool {
    guard name.hasPrefix("docker-"), name.hasSuffix(".scope") else { return false }
    let id = name.dropFirst("docker-".count).dropLast(".scope".count)
    return !id.isEmpty && !(id.utf8.count == 64 && id.allSatisfy(\.isHexDigit))
  }

  private static func children(of folder: String) -> [String] {
    guard let handle = opendir(folder) else { return [] }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      guard entry.pointee.d_type == UInt8(DT_DIR) else { continue }
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
