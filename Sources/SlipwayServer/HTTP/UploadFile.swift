import Foundation
import SlipwayCore
import SlipwayHost

/// The file that an upload is written to, a mebibyte at a time, off the cooperative pool. Used by one task.
final class UploadFile {
  private static let batch = 1 << 20
  let path: String
  private(set) var size = 0
  private var waiting: [UInt8] = []
  private var handle: FileHandle?

  init(path: String) { self.path = path }

  func append(_ bytes: [UInt8]) async throws {
    size += bytes.count
    waiting += bytes
    if waiting.count >= Self.batch { _ = try await flush() }
  }

  /// Returns when the content is on the disk: the row that names it may be written then.
  /// - Returns: the size in bytes.
  func close() async throws -> Int {
    let handle = try await flush()
    self.handle = nil
    try await BlockingPool.run(lasting: .long) {
      try handle.synchronize()
      try handle.close()
    }
    return size
  }

  /// Also in a cancelled task.
  func remove() async {
    let (path, handle) = (path, handle)
    self.handle = nil
    try? await BlockingPool.run {
      try? handle?.close()
      try FileManager.default.removeItem(atPath: path)
    }
  }

  private func flush() async throws -> FileHandle {
    let (bytes, path, present) = (Data(waiting), path, handle)
    waiting = []
    let handle = try await BlockingPool.run {
      let handle = try present ?? Self.make(path)
      try handle.write(contentsOf: bytes)
      return handle
    }
    self.handle = handle
    return handle
  }

  private static func make(_ path: String) throws -> FileHandle {
    let directory = String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
    try FileManager.default.createDirectory(
      atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let isMade = FileManager.default.createFile(
      atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
    guard isMade, let handle = FileHandle(forWritingAtPath: path) else {
      throw SlipwayError(.internal, "The upload cannot be written; is the disk full?")
    }
    return handle
  }
}
