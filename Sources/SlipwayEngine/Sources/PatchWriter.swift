import Foundation
import Glibc
import SlipwayCore

/// Puts files below one folder whose content is somebody else's: no path leads out of it by `..` or by a link that lies in
/// it, and no patch into git's folder.
struct PatchWriter {
  let root: String

  /// - Returns: whether there was anything to do: a file that is not there cannot be deleted.
  /// - Throws: ``SlipwayError`` `badRequest` naming `filePath`.
  func apply(_ patch: SourcePatch) throws -> Bool {
    let path = try SourcePatch.normalizePath(patch.filePath)
    let parts = path.split(separator: "/").map(String.init)
    guard let name = parts.last else { return false }
    let isDeletion = patch.type == .delete
    guard let folder = try open(parts.dropLast(), of: path, makes: !isDeletion) else { return false }
    defer { close(folder) }
    let mode = try remove(name, in: folder, of: path)
    if isDeletion { return mode != nil }
    try write(patch.content.reveal(), as: name, in: folder, of: path, mode: mode ?? 0o644)
    return true
  }

  /// Writes a file, in the place of what is there.
  /// - Throws: ``SlipwayError`` `badRequest` naming `filePath`.
  func put(_ text: String, at typed: String, mode: mode_t = 0o644) throws {
    let path = try RelativePath.normalize(typed, field: "filePath")
    let parts = path.split(separator: "/").map(String.init)
    guard let name = parts.last, let folder = try open(parts.dropLast(), of: path, makes: true) else { return }
    defer { close(folder) }
    // Where a file was missing that a container mounts, Docker has made an empty folder; one with something in it stays.
    _ = unlinkat(folder, name, AT_REMOVEDIR)
    _ = try remove(name, in: folder, of: path)
    try write(text, as: name, in: folder, of: path, mode: mode)
  }

  /// Makes a folder where there is nothing yet.
  /// - Throws: ``SlipwayError`` `badRequest` naming `filePath` for a path through a link or a file.
  func makeFolder(_ typed: String) throws {
    let path = try RelativePath.normalize(typed, field: "filePath")
    let parts = path.split(separator: "/").map(String.init)[...]
    if let folder = try open(parts, of: path, makes: true) { close(folder) }
  }

  /// - Returns: `nil` when a folder is not there and is not made.
  private func open(_ parts: ArraySlice<String>, of path: String, makes: Bool) throws -> Int32? {
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    var place = Glibc.open(root, flags)
    guard place >= 0 else { throw Self.failure("the folder of the source code cannot be opened") }
    for part in parts {
      if makes { mkdirat(place, part, 0o755) }
      let next = openat(place, part, flags)
      let problem = errno
      close(place)
      guard next >= 0 else {
        if problem == ENOENT, !makes { return nil }
        throw SlipwayError.invalid("filePath", "'\(path)' leads through '\(part)', which is a link or no folder")
      }
      place = next
    }
    return place
  }

  /// Takes the name away, never what it links to.
  /// - Returns: the file's mode; `nil` when there was none.
  private func remove(_ name: String, in folder: Int32, of path: String) throws -> mode_t? {
    var status = stat()
    guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw SlipwayError.invalid("filePath", "'\(path)' is a folder; name a file")
    }
    guard unlinkat(folder, name, 0) == 0 else { throw Self.failure("'\(path)' cannot be replaced") }
    return status.st_mode & S_IFMT == S_IFREG ? status.st_mode & 0o755 : 0o644
  }

  private func write(_ text: String, as name: String, in folder: Int32, of path: String, mode: mode_t) throws {
    let file = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
    guard file >= 0 else { throw Self.failure("'\(path)' cannot be written") }
    defer { close(file) }
    let bytes = Array(text.utf8)
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      guard count > 0 else { throw Self.failure("'\(path)' cannot be written") }
      done += count
    }
  }

  private static func failure(_ what: String) -> SlipwayError {
    SlipwayError(.commandFailed, "A patch was not applied: \(what) (\(String(cString: strerror(errno)))).")
  }
}
