import Foundation
import Glibc
import SlipwayCore

/// Writes a file so that after a crash it has its old content or its new one, and nothing in between. Blocks.
enum AtomicFile {
  static func write(_ data: Data, to path: String, mode: Int) throws {
    let folder = path.lastIndex(of: "/").map { path[..<$0] } ?? ""
    // Beside the file, because a rename must not leave the file system; hidden, so that nobody watches it.
    let temporary = "\(folder)/.\(path.split(separator: "/").last ?? "file").\(RandomText.suffix(10))"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure() }
    do {
      defer { close(descriptor) }
      try fill(descriptor, data)
      guard fchmod(descriptor, mode_t(mode)) == 0, fsync(descriptor) == 0 else { throw failure() }
    } catch {
      unlink(temporary)
      throw error
    }
    guard rename(temporary, path) == 0 else {
      let problem = failure()
      unlink(temporary)
      throw problem
    }
    try syncFolder(of: path)
  }

  private static func fill(_ descriptor: Int32, _ data: Data) throws {
    try data.withUnsafeBytes { bytes in
      var offset = 0
      while offset < bytes.count {
        let count = Glibc.write(descriptor, bytes.baseAddress?.advanced(by: offset), bytes.count - offset)
        if count < 0, errno == EINTR { continue }
        guard count >= 0 else { throw failure() }
        offset += count
      }
    }
  }

  /// Makes it durable that a file was renamed to this path.
  static func syncFolder(of path: String) throws {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let descriptor = open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure() }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure() }
  }

  private static func failure() -> POSIXError { POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
}
