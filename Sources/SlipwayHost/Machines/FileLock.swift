import Foundation
import Glibc
import SlipwayCore

/// A file that processes of one machine take turns by; the kernel frees it when its holder ends, however it ends.
package struct FileLock: Sendable {
  private let path: String

  package init(_ path: String) { self.path = path }

  /// Runs a body while no other process runs one.
  /// - Throws: ``SlipwayError`` `internal` when the file cannot be made.
  package func with<Result>(
    isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Result
  ) async throws -> Result {
    let path = path
    let descriptor = try await BlockingPool.run { try Self.take(path) }
    defer { close(descriptor) }
    return try await body()
  }

  private static func take(_ path: String) throws -> Int32 {
    try FileManager.default.createDirectory(
      at: URL(fileURLWithPath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw SlipwayError(.internal, "The file \(path) cannot be made: \(String(cString: strerror(errno)))")
    }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else {
        close(descriptor)
        throw SlipwayError(.internal, "The file \(path) cannot be locked: \(String(cString: strerror(errno)))")
      }
    }
    return descriptor
  }
}
