import Foundation
import NIOPosix
import SlipwayCore

/// The file that an upload is written to, a mebibyte at a time, off the cooperative pool. Used by one task.
final class UploadFile {
  private static let threads: NIOThreadPool = {
    let pool = NIOThreadPool(numberOfThreads: 2)
    pool.start()
    return pool
  }()
  private static let batch = 1 << 20
  let path: String
  private(set) var size = 0
  private var waiting: [UInt8] = []
  private var isMade = false

  init(path: String) { self.path = path }

  func append(_ bytes: [UInt8]) async throws {
    size += bytes.count
    waiting += bytes
    if waiting.count >= Self.batch { try await flush() }
  }

  /// - Returns: the size in bytes.
  func close() async throws -> Int {
    if !waiting.isEmpty || !isMade { try await flush() }
    return size
  }

  func remove() async {
    let path = path
    _ = try? await Self.threads.runIfActive { try FileManager.default.removeItem(atPath: path) }
  }

  private func flush() async throws {
    let (bytes, path, isNew) = (Data(waiting), path, !isMade)
    waiting = []
    isMade = true
    try await Self.threads.runIfActive { try Self.write(bytes, path, isNew: isNew) }
  }

  private static func write(_ bytes: Data, _ path: String, isNew: Bool) throws {
    if isNew {
      let directory = String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
      try FileManager.default.createDirectory(
        atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
        throw SlipwayError(.internal, "The upload cannot be written; is the disk full?")
      }
    }
    guard let handle = FileHandle(forWritingAtPath: path) else {
      throw SlipwayError(.internal, "The upload cannot be written.")
    }
    defer { try? handle.close() }
    try handle.seekToEnd()
    try handle.write(contentsOf: bytes)
  }
}
