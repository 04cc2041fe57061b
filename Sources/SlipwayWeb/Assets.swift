import Crypto
import Foundation
import SlipwayCore

/// The files that browsers load: read once from the bundle, addressed by the digest of them all.
struct Assets: Sendable {
  /// One file as it is served.
  struct File: Sendable {
    var bytes: [UInt8]
    var contentType: String
  }

  static let folder = Bundle.module.resourceURL?.appending(path: "Assets") ?? URL(filePath: "/nonexistent")
  static let bundled = Assets(folder: folder)

  /// The digest of all names and contents: another file, another address, so browsers may keep them for ever.
  let digest: String
  private let files: [String: File]

  var base: String { "/assets/\(digest)" }

  /// Reads every file below the folder whose type is known; the style files also become the one `app.css`.
  init(folder: URL) {
    var files: [String: File] = [:]
    let root = folder.resolvingSymlinksInPath().path(percentEncoded: false)
    for name in (FileManager.default.enumerator(atPath: root)?.allObjects as? [String] ?? []).sorted() {
      guard let type = Self.contentType(of: name), let data = FileManager.default.contents(atPath: root + "/" + name)
      else { continue }
      files[name] = File(bytes: Array(data), contentType: type)
    }
    files["app.css"] = Self.joinedStyles(files)
    self.files = files
    digest = Self.digest(of: files)
  }

  /// The file of exactly that name. There is no way out of the folder: names are looked up, not resolved.
  subscript(name: String) -> File? { files[name] }

  /// Layers make the order of the files meaningless; only their list must come first.
  private static func joinedStyles(_ files: [String: File]) -> File {
    var bytes = Array("@layer reset, tokens, base, layout, components, pages;\n".utf8)
    for (name, file) in files.sorted(by: { $0.key < $1.key }) where name.hasPrefix("css/") {
      for line in file.bytes.split(separator: UInt8(ascii: "\n")) {
        bytes.append(contentsOf: line.drop { $0 == UInt8(ascii: " ") })
        bytes.append(UInt8(ascii: "\n"))
      }
    }
    return File(bytes: bytes, contentType: "text/css; charset=utf-8")
  }

  private static func digest(of files: [String: File]) -> String {
    var hash = SHA256()
    for (name, file) in files.sorted(by: { $0.key < $1.key }) {
      hash.update(data: Data("\(name)\n\(file.bytes.count)\n".utf8))
      hash.update(data: Data(file.bytes))
    }
    return hash.finalize().prefix(8).hexadecimal
  }

  private static func contentType(of name: String) -> String? {
    switch name.split(separator: ".").last {
    case "css": "text/css; charset=utf-8"
    case "js": "text/javascript; charset=utf-8"
    case "svg": "image/svg+xml"
    case "png": "image/png"
    case "woff2": "font/woff2"
    default: nil
    }
  }
}
