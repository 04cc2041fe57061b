import Glibc
import SlipwayCore

/// The symbolic links of foreign code. One stays within it when it climbs at its beginning only, not above the root, and
/// names no absolute path: what it passes on its way down is a folder, or a link of which the same is true.
package struct CheckoutLinks {
  private let root: String

  package init(root: String) { self.root = root }

  /// - Returns: the path below the root of the first that may lead out; `nil` when none does.
  /// - Throws: ``SlipwayError`` when a folder cannot be read.
  package func firstStray() throws -> String? {
    var folders = [""]
    while let folder = folders.popLast() {
      for name in try Self.names(in: folder.isEmpty ? root : root + "/" + folder) {
        let path = folder.isEmpty ? name : folder + "/" + name
        var status = stat()
        guard lstat(root + "/" + path, &status) == 0 else { continue }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: folders.append(path)
        case S_IFLNK where !staysWithin(path): return path
        default: continue
        }
      }
    }
    return nil
  }

  private func staysWithin(_ path: String) -> Bool {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let count = readlink(root + "/" + path, &buffer, Int(PATH_MAX))
    guard count > 0 else { return false }
    let depth = path.utf8.filter { $0 == UInt8(ascii: "/") }.count
    return Self.staysWithin(buffer.prefix(count).map { UInt8(bitPattern: $0) }, depth: depth)
  }

  /// - Parameter depth: how many folders below the root the link lies.
  static func staysWithin(_ target: [UInt8], depth: Int) -> Bool {
    guard target.first != UInt8(ascii: "/") else { return false }
    let climbs = Array("..".utf8)
    let parts = target.split(separator: UInt8(ascii: "/")).filter { !$0.elementsEqual([UInt8(ascii: ".")]) }
    let up = parts.prefix { $0.elementsEqual(climbs) }.count
    return up <= depth && !parts.dropFirst(up).contains { $0.elementsEqual(climbs) }
  }

  private static func names(in folder: String) throws -> [String] {
    guard let place = opendir(folder) else {
      let reason = String(cString: strerror(errno))
      throw SlipwayError(.commandFailed, "A folder of the source code cannot be read: \(reason).")
    }
    defer { closedir(place) }
    var names: [String] = []
    while let entry = readdir(place) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
