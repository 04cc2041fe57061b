import Foundation
import Glibc
package import SlipwayCore
import SlipwayHost

/// Where kept output lies: a folder for each service, in it one for each container.
package struct LogFolder: Sendable, Hashable {
  package let root: String

  package init(root: String) { self.root = root }

  package func of(_ deployable: ID<Deployable>) -> String { "\(root)/\(deployable)" }

  func of(_ deployable: ID<Deployable>, container: String) -> String { "\(of(deployable))/\(container.prefix(24))" }

  func file(of segment: LogSegment) -> SegmentFile {
    SegmentFile(path: "\(of(segment.deployableID, container: segment.container))/\(segment.number).log")
  }

  /// Removes the file, and the folder when nothing else is in it.
  func remove(_ segment: LogSegment) async throws {
    let (file, folder) = (file(of: segment).path, of(segment.deployableID, container: segment.container))
    try await BlockingPool.run {
      unlink(file)
      rmdir(folder)
    }
  }

  /// Removes all that is kept of a service.
  package func removeAll(of deployable: ID<Deployable>) async throws {
    let folder = of(deployable)
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
