import Foundation
import SlipwayCore

/// An open zip file, read at positions.
final class ZipFile {
  let size: Int
  private let descriptor: Int32

  init(path: String) throws {
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { throw ZipEntry.refused("the file cannot be read") }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw ZipEntry.refused("the file cannot be read")
    }
    size = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// - Throws: ``SlipwayError`` `badRequest` when the file ends before.
  func bytes(at offset: Int, count: Int) throws -> [UInt8] {
    guard offset >= 0, count >= 0, offset <= size, count <= size - offset else { throw Self.broken }
    var done = 0
    var buffer = [UInt8](repeating: 0, count: count)
    while done < count {
      let got = buffer.withUnsafeMutableBytes { bytes in
        pread(descriptor, bytes.baseAddress.map { $0 + done }, count - done, off_t(offset + done))
      }
      guard got > 0 else { throw Self.broken }
      done += got
    }
    return buffer
  }

  static var broken: SlipwayError { ZipEntry.refused("this is no zip file, or it is cut off or damaged") }
}
