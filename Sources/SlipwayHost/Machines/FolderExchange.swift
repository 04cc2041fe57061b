import Foundation
import Glibc
import SlipwayCore

/// Puts a folder that was made ready in the place of the data directory, and keeps what was there.
///
/// The two change places in one step of the file system, so that at every moment one of them is there. Where the data
/// directory, or its folder for work, is a disk of its own, that cannot be: what is in the folders changes places instead,
/// and a mark keeps Slipway from starting on half of it.
package struct FolderExchange: Sendable {
  /// In a data directory whose exchange has not come to its end.
  static let mark = ".restoring"
  private static let kept = ".before-restore-"
  /// A folder that is emptied at each start: as a disk of its own, it stays where it is.
  private static let work = "work"

  private let path: String
  /// Folders that are mounted where they are: whatever takes the place of the rest, these stay.
  private let staying: [String]
  private let suffix = RandomText.suffix(6)
  private let isMounted: Bool

  /// - Parameter staying: names of folders that containers mount, and that the new content has not.
  /// - Throws: ``SlipwayError`` `preconditionFailed` when a disk is mounted where it would be in the way.
  package init(_ typed: String, staying: [String] = []) throws {
    self.staying = staying
    path = URL(fileURLWithPath: typed).resolvingSymlinksInPath().path
    let mounts = MountPoints.below(path)
    let others = mounts.filter { $0 != "" && $0 != Self.work && !$0.hasPrefix(Self.work + "/") }
    if let other = others.first {
      throw SlipwayError(
        .preconditionFailed, "\(path)/\(other) is a disk of its own: unmount it first, then restore again.")
    }
    isMounted = !mounts.isEmpty
  }

  /// Where the new content is made ready, on the same disk.
  package var staging: String { isMounted ? "\(path)/.unpacked-\(suffix)" : "\(path).restoring-\(suffix)" }
  private var snapshot: String { isMounted ? "\(path)/\(Self.kept)\(suffix)" : path + Self.kept + suffix }
  private var mark: String { "\(path)/\(Self.mark)" }

  /// - Returns: where what was there is now; `nil` when nothing was.
  /// - Throws: ``SlipwayError`` `preconditionFailed` when the file system refuses.
  package func run() throws -> String? {
    sync()
    defer { sync() }
    if isMounted { return try exchangeEntries() }
    guard FileManager.default.fileExists(atPath: path) else {
      try move(staging, to: path)
      return nil
    }
    // Where it was cut off before, what stays may be in the folder of then.
    let cutOff = (try? String(contentsOfFile: mark, encoding: .utf8)) ?? ""
    let places = [snapshot] + cutOff.split(separator: "\n").map(String.init)
    let isCarrying = staying.contains { name in (places + [path]).contains { exists("\($0)/\(name)") } }
    guard isCarrying else { return try exchangeFolders() }
    try Data(places.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: "\(staging)/\(Self.mark)"))
    let old = try exchangeFolders()
    try carry(from: [old] + places)
    return old
  }

  private func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  /// - Returns: where what was there is now.
  private func exchangeFolders() throws -> String {
    if exchangeInOneStep(staging, path) {
      // Else it keeps the other's name.
      return rename(staging, snapshot) == 0 ? snapshot : staging
    }
    // A start between the two finds what is beside it, and refuses.
    try move(path, to: snapshot)
    do {
      try move(staging, to: path)
    } catch {
      _ = rename(snapshot, path)
      throw error
    }
    return snapshot
  }

  /// Gives back what containers mount: they hold the folders themselves, and look for them by their paths when they start
  /// anew. The mark keeps Slipway from starting before.
  private func carry(from places: [String]) throws {
    for name in staying {
      guard let place = places.first(where: { exists("\($0)/\(name)") }), !exists("\(path)/\(name)") else { continue }
      try move("\(place)/\(name)", to: "\(path)/\(name)")
    }
    sync()
    for folder in [path] + places { try? FileManager.default.removeItem(atPath: "\(folder)/\(Self.mark)") }
  }

  private func exchangeEntries() throws -> String {
    let manager = FileManager.default
    let stays = Set(staying).union([
      Self.mark, Self.work, "slipway.lock", "lost+found", URL(fileURLWithPath: staging).lastPathComponent,
    ])
    let old = try manager.contentsOfDirectory(atPath: path).filter { !stays.contains($0) && !$0.hasPrefix(Self.kept) }
    try manager.createDirectory(atPath: snapshot, withIntermediateDirectories: true)
    try Data("\(snapshot)\n".utf8).write(to: URL(fileURLWithPath: mark))
    sync()
    for name in old { try move("\(path)/\(name)", to: "\(snapshot)/\(name)") }
    for name in try manager.contentsOfDirectory(atPath: staging) {
      try move("\(staging)/\(name)", to: "\(path)/\(name)")
    }
    sync()
    try manager.removeItem(atPath: mark)
    try manager.removeItem(atPath: staging)
    return snapshot
  }

  private func move(_ source: String, to target: String) throws {
    guard rename(source, target) == 0 else {
      let reason = String(cString: strerror(errno))
      throw SlipwayError(
        .preconditionFailed,
        "\(source) could not be moved to \(target): \(reason). Put the cause right, then restore again.")
    }
  }

  /// Refuses to begin anew where a restore was cut off: what somebody restored, or had before, is there.
  /// - Throws: ``SlipwayError`` `preconditionFailed`.
  package static func refuseCutOff(_ path: String, store: String) throws {
    let manager = FileManager.default
    guard !manager.fileExists(atPath: "\(path)/\(mark)") else {
      throw SlipwayError(
        .preconditionFailed,
        "A restore of \(path) was cut off: run `slipway restore` again. What was there before it is in \(path)/\(kept)…."
      )
    }
    guard !manager.fileExists(atPath: store) else { return }
    let url = URL(fileURLWithPath: path)
    let parent = url.deletingLastPathComponent().path
    let prefixes = [url.lastPathComponent + kept, url.lastPathComponent + ".restoring-"]
    let found = (try? manager.contentsOfDirectory(atPath: parent)) ?? []
    guard let beside = found.sorted().first(where: { name in prefixes.contains { name.hasPrefix($0) } }) else {
      return
    }
    throw SlipwayError(
      .preconditionFailed,
      "There is no store in \(path), but a restore that was cut off left \(parent)/\(beside): run `slipway restore` again, "
        + "or move that folder away when you want to begin anew.")
  }
}

/// Two paths change places; the C library's module does not show it.
@_silgen_name("renameat2")
private func renameat2(
  _ from: Int32, _ source: UnsafePointer<CChar>, _ to: Int32, _ target: UnsafePointer<CChar>, _ flags: UInt32
) -> Int32

/// - Returns: `false` when the file system cannot do it; then nothing is changed.
func exchangeInOneStep(_ one: String, _ other: String) -> Bool {
  // `AT_FDCWD`, `RENAME_EXCHANGE`.
  renameat2(-100, one, -100, other, 2) == 0
}
