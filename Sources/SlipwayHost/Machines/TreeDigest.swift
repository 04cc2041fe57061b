import Crypto
import Foundation
import Glibc
import SlipwayCore

/// What stands for all that lies in a folder: names, kinds, modes that programs see, contents and where links lead.
/// Times and owners are left out, and git's own folder.
package struct TreeDigest {
  /// A tree may have so many entries; more are no source code.
  package static let maximumEntries = 500_000
  private let root: String
  private let skipped: Set<String>

  /// - Parameter skipped: paths below the root that are left out, such as `.git`.
  package init(root: String, skipping skipped: Set<String> = [".git"]) {
    self.root = root
    self.skipped = skipped
  }

  /// Reads every file; nothing is followed.
  /// - Returns: hexadecimal digits.
  /// - Throws: ``SlipwayError`` when something cannot be read or there is too much.
  package func compute() throws -> String {
    var hash = SHA256()
    var count = 0
    try add("", to: &hash, &count)
    return Data(hash.finalize()).map { String(format: "%02x", $0) }.joined()
  }

  private func add(_ folder: String, to hash: inout SHA256, _ count: inout Int) throws {
    let place = folder.isEmpty ? root : root + "/" + folder
    for name in try FileManager.default.contentsOfDirectory(atPath: place).sorted() {
      let path = folder.isEmpty ? name : folder + "/" + name
      guard !skipped.contains(path) else { continue }
      count += 1
      guard count <= Self.maximumEntries else {
        throw SlipwayError(.commandFailed, "The source code has more than \(Self.maximumEntries) files.")
      }
      if try isFolder(path, &hash) { try add(path, to: &hash, &count) }
    }
  }

  private func isFolder(_ path: String, _ hash: inout SHA256) throws -> Bool {
    var status = stat()
    guard lstat(root + "/" + path, &status) == 0 else { throw Self.unreadable }
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      Self.put("d \(path)", &hash)
      return true
    case S_IFLNK:
      let target = try FileManager.default.destinationOfSymbolicLink(atPath: root + "/" + path)
      Self.put("l \(path)", &hash)
      Self.put(target, &hash)
    case S_IFREG:
      Self.put("\(status.st_mode & 0o111 == 0 ? "f" : "x") \(status.st_size) \(path)", &hash)
      try addContent(of: path, to: &hash)
    default: Self.put("o \(path)", &hash)
    }
    return false
  }

  /// A path has no zero byte: what follows one cannot be mistaken for it.
  private static func put(_ text: String, _ hash: inout SHA256) {
    hash.update(data: Data(text.utf8))
    hash.update(data: Data([0]))
  }

  private func addContent(of path: String, to hash: inout SHA256) throws {
    let file = open(root + "/" + path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { throw Self.unreadable }
    defer { close(file) }
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = read(file, &buffer, buffer.count)
      guard count >= 0 else { throw Self.unreadable }
      guard count > 0 else { return }
      buffer.withUnsafeBytes { hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }
  }

  private static let unreadable = SlipwayError(.commandFailed, "A file of the source code cannot be read.")
}
