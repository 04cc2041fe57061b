package import Foundation
import Glibc
import SlipwayCore

/// The files of this machine.
package struct LocalFiles: HostFiles {
  package init() {}

  package func read(_ path: String) async throws -> Data {
    try await blocking("read", path) { try Data(contentsOf: URL(fileURLWithPath: path)) }
  }

  package func write(_ data: Data, to path: String, mode: Int) async throws {
    try await blocking("write", path) { try AtomicFile.write(data, to: path, mode: mode) }
  }

  package func makeDirectory(_ path: String, mode: Int) async throws {
    try await blocking("make the folder", path) {
      let manager = FileManager.default
      try manager.createDirectory(atPath: path, withIntermediateDirectories: true)
      // Not by the call above, whose mode the umask would change.
      try manager.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }
  }

  package func remove(_ path: String) async throws {
    try await blocking("remove", path, .long) {
      var status = stat()
      guard lstat(path, &status) == 0 else { return }
      try FileManager.default.removeItem(atPath: path)
    }
  }

  package func exists(_ path: String) async throws -> Bool {
    try await blocking("look at", path) { FileManager.default.fileExists(atPath: path) }
  }

  package func resolved(_ path: String) async throws -> String? {
    try await blocking("resolve", path) {
      guard let real = realpath(path, nil) else { return nil }
      defer { free(real) }
      return String(cString: real)
    }
  }

  package func list(_ path: String) async throws -> [String] {
    try await blocking("list", path) { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }

  package func move(_ path: String, to target: String) async throws {
    let isDone = try await blocking("move", path) {
      guard rename(path, target) == 0 else {
        if errno == EXDEV { return false }
        throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
      }
      try AtomicFile.syncFolder(of: target)
      return true
    }
    if !isDone { try await carry(path, to: target) }
  }

  package func exchange(_ path: String, with other: String) async throws {
    try await blocking("exchange", path) {
      guard exchangeInOneStep(path, other) else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
      try AtomicFile.syncFolder(of: path)
      try AtomicFile.syncFolder(of: other)
    }
  }

  /// Copies beside the target, and renames there.
  private func carry(_ path: String, to target: String) async throws {
    let copy = target + ".new"
    try await blocking("move", path, .long) {
      try? FileManager.default.removeItem(atPath: copy)
      do {
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        guard rename(copy, target) == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
      } catch {
        try? FileManager.default.removeItem(atPath: copy)
        throw error
      }
      try AtomicFile.syncFolder(of: target)
      try FileManager.default.removeItem(atPath: path)
    }
  }

  package func give(_ path: String, to user: Int, mode: Int) async throws {
    try await blocking("give away", path) {
      guard chmod(path, mode_t(mode)) == 0, lchown(path, uid_t(user), gid_t(user)) == 0 else {
        throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
      }
    }
  }

  package func identity(_ path: String) async throws -> String {
    try await blocking("look at", path) {
      let number = try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? UInt64
      return number.map { String($0) } ?? ""
    }
  }

  package func size(_ path: String) async throws -> Int {
    try await blocking("measure", path, .long) {
      let own = try FileManager.default.attributesOfItem(atPath: path)
      guard own[.type] as? FileAttributeType == .typeDirectory else { return own[.size] as? Int ?? 0 }
      var sum = 0
      let inside = FileManager.default.enumerator(atPath: path)
      while inside?.nextObject() != nil {
        let attributes = inside?.fileAttributes ?? [:]
        if attributes[.type] as? FileAttributeType == .typeRegular { sum += attributes[.size] as? Int ?? 0 }
      }
      return sum
    }
  }

  /// Runs off the cooperative pool and says what could not be done.
  private func blocking<Result: Sendable>(
    _ verb: String, _ path: String, _ length: BlockingPool.Length = .short,
    _ body: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    guard path.hasPrefix("/"), !path.utf8.contains(0) else {
      throw SlipwayError(.internal, "Cannot \(verb) \(path): a path must be absolute.")
    }
    do {
      return try await BlockingPool.run(lasting: length, body)
    } catch let error as CocoaError where [.fileNoSuchFile, .fileReadNoSuchFile].contains(error.code) {
      throw SlipwayError(.notFound, "Cannot \(verb) \(path): it does not exist.", cause: error)
    } catch let error as CancellationError {
      throw error
    } catch {
      let code = Self.code(of: error)
      // Another attempt would find it as full: whoever asked is told at once.
      if let code, [.ENOSPC, .EDQUOT].contains(code) {
        throw SlipwayError(
          .preconditionFailed, "Cannot \(verb) \(path): the disk is full. Free space on it, then try again.",
          cause: error)
      }
      let reason = code.map { String(cString: strerror($0.rawValue)) } ?? Self.underlying(error).localizedDescription
      throw SlipwayError(.internal, "Cannot \(verb) \(path): \(reason).", cause: error)
    }
  }

  private static func code(of error: any Error) -> POSIXErrorCode? {
    (underlying(error) as? POSIXError)?.code
      ?? ((error as? CocoaError)?.code == .fileWriteOutOfSpace ? .ENOSPC : nil)
  }

  private static func underlying(_ error: any Error) -> any Error {
    ((error as? CocoaError)?.userInfo[NSUnderlyingErrorKey] as? any Error) ?? error
  }
}
