import Foundation
import SlipwayCore

/// A file or folder in a destination.
package struct StoredObject: Sendable, Hashable {
  /// Without the bucket.
  package var key: String
  package var name: String
  package var size: Int
  package var isFolder: Bool
  package var modifiedAt: String

  /// One entry of what rclone lists.
  private struct Entry: Decodable {
    var Name: String
    var Size: Int
    var IsDir: Bool
    var ModTime: String?
  }

  /// - Parameter line: one line of what `rclone lsjson` prints; each entry has a line of its own.
  init?(line: String, folder: String) {
    guard line.hasPrefix("{") else { return nil }
    let text = line.hasSuffix(",") ? line.dropLast() : line[...]
    guard let entry = try? JSONDecoder().decode(Entry.self, from: Data(text.utf8)) else { return nil }
    key = folder.isEmpty ? entry.Name : "\(folder)/\(entry.Name)"
    name = entry.Name
    size = max(0, entry.Size)
    isFolder = entry.IsDir
    modifiedAt = entry.ModTime ?? ""
  }
}
