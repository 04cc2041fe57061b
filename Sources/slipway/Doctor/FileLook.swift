import Foundation

/// Looks at the file system without changing it.
enum FileLook {
  private static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  /// The path itself, or the nearest folder above it that exists.
  static func existingParent(of path: String) -> String {
    var url = URL(fileURLWithPath: path)
    while url.path != "/", !exists(url.path) { url.deleteLastPathComponent() }
    return url.path
  }

  static func freeBytes(_ path: String) -> Int? {
    var status = statvfs()
    guard statvfs(path, &status) == 0 else { return nil }
    return Int(status.f_bavail) * Int(status.f_frsize)
  }
}
