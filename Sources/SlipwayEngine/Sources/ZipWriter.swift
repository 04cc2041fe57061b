import Foundation
import SlipwayCore

/// Writes below one folder and never through a symbolic link.
struct ZipWriter {
  let root: String

  func makeFolder(_ path: [String]) throws {
    var place = root
    for part in path {
      place += "/" + part
      var status = stat()
      if mkdir(place, 0o755) == 0 { continue }
      guard errno == EEXIST, lstat(place, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
        throw Self.failure("'\(path.joined(separator: "/"))' cannot be made")
      }
    }
  }

  /// - Parameter body: gets a function that takes the content piece by piece.
  func writeFile(
    _ path: [String], isExecutable: Bool, _ body: ((ArraySlice<UInt8>) throws -> Void) throws -> Void
  ) throws {
    try makeFolder(Array(path.dropLast()))
    let place = root + "/" + path.joined(separator: "/")
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let file = open(place, flags, isExecutable ? 0o755 : 0o644)
    guard file >= 0 else { throw Self.failure("'\(path.joined(separator: "/"))' cannot be written") }
    defer { close(file) }
    try body { bytes in
      try bytes.withUnsafeBytes { buffer in
        var done = 0
        while done < buffer.count {
          let count = write(file, buffer.baseAddress.map { $0 + done }, buffer.count - done)
          guard count > 0 else { throw Self.failure("'\(path.joined(separator: "/"))' cannot be written") }
          done += count
        }
      }
    }
  }

  func makeLink(_ path: [String], to target: String) throws {
    try makeFolder(Array(path.dropLast()))
    guard symlink(target, root + "/" + path.joined(separator: "/")) == 0 else {
      throw Self.failure("the link '\(path.joined(separator: "/"))' cannot be made")
    }
  }

  private static func failure(_ what: String) -> SlipwayError {
    let reason = String(cString: strerror(errno))
    return SlipwayError(.commandFailed, "The uploaded zip could not be unpacked: \(what) (\(reason)).")
  }
}
