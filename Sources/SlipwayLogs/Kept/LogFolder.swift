import Foundation
import Glibc
package import SlipwayCore
import SlipwayHost

/// Where kept output lies: a folder for each service, in it one for each container.
package struct LogFolder: Sendable, Hashable {
  package let root: String

  package init(root: String) { self.root = root }

  /// - Throws: ``SlipwayError`` `internal` for an id that is no name of a folder in this one.
  package func of(_ deployable: ID<Deployable>) throws -> String { "\(root)/\(try Self.name(deployable.rawValue))" }

  func of(_ deployable: ID<Deployable>, container: String) throws -> String {
    "\(try of(deployable))/\(try Self.name(String(container.prefix(24))))"
  }

  private static func name(_ id: String) throws -> String {
    guard !id.isEmpty, id != ".", id != "..", !id.utf8.contains(where: { $0 == UInt8(ascii: "/") || $0 == 0 }) else {
      throw SlipwayError(.internal, "'\(id)' is no name of a folder of kept output.")
    }
    return id
  }

  func file(of segment: LogSegment) throws -> SegmentFile {
    SegmentFile(path: "\(try of(segment.deployableID, container: segment.container))/\(segment.number).log")
  }

  /// Removes the file, and the folder when nothing else is in it.
  func remove(_ segment: LogSegment) async throws {
    let (file, folder) = (try file(of: segment).path, try of(segment.deployableID, container: segment.container))
    try await BlockingPool.run {
      unlink(file)
      rmdir(folder)
    }
  }

  /// Removes all that is kept of a service.
  package func removeAll(of deployable: ID<Deployable>) async throws {
    let folder = try of(deployable)
    try await BlockingPool.run(lasting: .long) {
      guard FileManager.default.fileExists(atPath: folder) else { return }
      try FileManager.default.removeItem(atPath: folder)
    }
  }

  /// Whose there are.
  package func deployables() async throws -> [ID<Deployable>] {
    let root = root
    return try await BlockingPool.run {
      ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []).map { ID($0) }
    }
  }
}

/// One container's folder, held by whoever copies into it: in this process or another one of this machine.
final class CopyLock: Sendable {
  private let descriptor: Int32

  private init(_ descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// - Returns: `nil` while somebody else has it.
  static func take(_ folder: String) async throws -> CopyLock? {
    try await BlockingPool.run {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      guard descriptor >= 0 else {
        throw SlipwayError(.internal, "The folder \(folder) cannot be opened: \(String(cString: strerror(errno)))")
      }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        close(descriptor)
        return nil
      }
      return CopyLock(descriptor)
    }
  }
}
