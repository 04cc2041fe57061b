import Foundation
import SlipwayCore

/// The lock on a data directory: whoever holds it for itself knows that no other process works there.
///
/// The kernel gives it back when the process ends, however it ends.
struct LockFile: ~Copyable {
  private let descriptor: Int32

  /// - Parameter isShared: with others that share it, too.
  /// - Throws: ``SlipwayError`` `conflict` when another process holds it.
  init(_ path: String, isShared: Bool = false) throws {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw SlipwayError(.preconditionFailed, "The file \(path) cannot be made: \(String(cString: strerror(errno)))")
    }
    guard flock(descriptor, (isShared ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0 else {
      close(descriptor)
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
      throw SlipwayError(
        .conflict,
        "Another process of Slipway works in \(folder); stop it first, or name another folder with --data-dir.")
    }
  }

  deinit { close(descriptor) }

  /// Whether somebody holds the lock; nothing changes.
  static func isHeld(_ path: String) -> Bool {
    let descriptor = open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return true }
    flock(descriptor, LOCK_UN)
    return false
  }
}
