package import Foundation

/// The files of a host. Paths are absolute; nothing here blocks the caller's thread.
package protocol HostFiles: Sendable {
  /// - Throws: ``SlipwayError`` `not_found` when there is no file.
  func read(_ path: String) async throws -> Data
  /// Replaces the file as a whole: a reader sees the old content or the new one, and so does a machine that lost power.
  /// - Parameter mode: of the new file, whatever the old one had.
  func write(_ data: Data, to path: String, mode: Int) async throws
  /// Makes the folder and those above it; a folder that exists keeps what is in it and gets the mode.
  func makeDirectory(_ path: String, mode: Int) async throws
  /// Removes a file, or a folder with everything in it. What is not there is fine; a link is not followed.
  func remove(_ path: String) async throws
  func exists(_ path: String) async throws -> Bool
  /// - Returns: the path without symbolic links; `nil` when nothing is there.
  func resolved(_ path: String) async throws -> String?
  /// - Returns: the names in a folder, sorted.
  func list(_ path: String) async throws -> [String]
  /// Renames, replacing a file that is there. To another file system it is copied first, and appears there whole.
  func move(_ path: String, to target: String) async throws
  /// Lets two files or folders of one file system take each other's place, in one step.
  func exchange(_ path: String, with other: String) async throws
  /// Gives a file to a user by the number that a container knows it by, and keeps it from everybody else.
  func give(_ path: String, to user: Int, mode: Int) async throws
  /// - Returns: what a file or folder is on its disk, whatever its path is at the moment: another one at the same path differs.
  func identity(_ path: String) async throws -> String
  /// - Returns: bytes of a file; of a folder the sum of its files.
  func size(_ path: String) async throws -> Int
}

extension HostFiles {
  package func write(_ data: Data, to path: String) async throws { try await write(data, to: path, mode: 0o644) }

  package func write(_ text: String, to path: String, mode: Int = 0o644) async throws {
    try await write(Data(text.utf8), to: path, mode: mode)
  }

  package func readText(_ path: String) async throws -> String {
    String(decoding: try await read(path), as: UTF8.self)
  }

  package func makeDirectory(_ path: String) async throws { try await makeDirectory(path, mode: 0o755) }
}
