import Foundation

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

  /// - Parameter text: an entry as `rclone lsjson` prints it: of a list on a line of its own, alone on several.
  init?(text: String, folder: String) {
    guard text.hasPrefix("{") else { return nil }
    let text = text.hasSuffix(",") ? text.dropLast() : text[...]
    guard let entry = try? JSONDecoder().decode(Entry.self, from: Data(text.utf8)) else { return nil }
    key = folder.isEmpty ? entry.Name : "\(folder)/\(entry.Name)"
    name = entry.Name
    size = max(0, entry.Size)
    isFolder = entry.IsDir
    modifiedAt = entry.ModTime ?? ""
  }
}
