import Foundation
import Glibc

/// Which disks are mounted, as the kernel says.
enum MountPoints {
  /// Those at a folder and below it, as paths from there; empty for the folder itself.
  static func below(_ path: String) -> [String] {
    let resolved = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    return below(resolved, mountinfo: table())
  }

  /// Read to its end: the kernel says that the file's size is 0, and gives a page at a time.
  private static func table() -> String {
    let descriptor = open("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return "" }
    defer { close(descriptor) }
    var (bytes, buffer) = ([UInt8](), [UInt8](repeating: 0, count: 64 << 10))
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer[..<count]
    }
  }

  static func below(_ path: String, mountinfo: String) -> [String] {
    mountinfo.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: " ")
      guard fields.count > 4 else { return nil }
      let point = plain(String(fields[4]))
      if point == path { return "" }
      return point.hasPrefix(path + "/") ? String(point.dropFirst(path.count + 1)) : nil
    }
  }

  /// The kernel writes blanks and a few others as octal numbers.
  private static func plain(_ field: String) -> String {
    field.replacing("\\040", with: " ").replacing("\\011", with: "\t").replacing("\\012", with: "\n")
      .replacing("\\134", with: "\\")
  }
}
