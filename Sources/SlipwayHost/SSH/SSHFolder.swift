import Foundation
import Glibc
import SlipwayCore

/// Where the sockets and passing files of connections are: below the data directory, or, where that path is too long for a
/// socket or has characters that ssh reads in its own way, in the folder for temporary files.
package final class SSHFolder: Sendable {
  /// A socket's path has room for 107 bytes, and ssh needs 17 of them while it makes one.
  private static let longest = 60
  private let wanted: String

  /// - Parameter path: nobody else's: what is in it goes at the first use.
  package init(_ path: String) { wanted = path }

  /// Makes the folder, empty and for this user only. Blocks.
  /// - Returns: its path.
  private func make() throws -> String {
    guard wanted.utf8.count <= Self.longest, wanted.utf8.allSatisfy(Self.isPlain) else {
      var template = Array("/tmp/slipway-ssh-XXXXXX".utf8CString)
      guard mkdtemp(&template) != nil else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
      return String(decoding: template.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
    let manager = FileManager.default
    try? manager.removeItem(atPath: wanted)
    try manager.createDirectory(
      atPath: wanted, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    return wanted
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || "/-_.".utf8.contains(byte)
  }

  /// A folder that exists from the first use on.
  actor Place {
    private let folder: SSHFolder
    private var made: String?

    init(_ folder: SSHFolder) { self.folder = folder }

    /// - Returns: a new folder within.
    func open() async throws -> String {
      if made == nil {
        let folder = folder
        made = try await BlockingPool.run { try folder.make() }
      }
      let path = "\(made ?? "")/\(RandomText.suffix(8))"
      try await LocalFiles().makeDirectory(path, mode: 0o700)
      return path
    }

    /// Removes all of it.
    func close() async {
      guard let made else { return }
      try? await LocalFiles().remove(made)
      self.made = nil
    }
  }
}
