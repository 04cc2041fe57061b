import CZlib
import Foundation
import SlipwayCore

/// A zip file whose whole listing was checked before anything is read from it. Every call waits for the disk.
package struct ZipArchive: Sendable {
  /// What an archive may hold.
  package struct Limits: Sendable {
    package var entries = 100_000
    /// Bytes, unpacked.
    package var total = 4 << 30

    package init() {}
  }

  package let path: String
  package let entries: [ZipEntry]

  /// Reads the listing and checks every entry; a single folder at the root is left out of the paths.
  /// - Throws: ``SlipwayError`` `badRequest` naming `zip` and the entry that is not wanted.
  package init(path: String, limits: Limits = Limits()) throws {
    self.path = path
    let file = try ZipFile(path: path)
    let listing = try ZipListing(file: file, limits: limits).entries()
    entries = Self.withoutSingleRoot(listing)
    try Self.checkNesting(entries)
  }

  /// Writes everything below `folder`, which must be new and empty.
  /// - Throws: ``SlipwayError`` `badRequest` when the content is not what the listing says.
  package func extract(to folder: String) throws {
    let file = try ZipFile(path: path)
    let writer = ZipWriter(root: folder)
    for entry in entries where entry.kind == .folder { try writer.makeFolder(entry.path) }
    for entry in entries where entry.kind == .file {
      try writer.writeFile(entry.path, isExecutable: entry.isExecutable) { sink in
        try ZipContent(file: file, entry: entry).read(into: sink)
      }
    }
    // Last, so that nothing was written through one.
    for entry in entries where entry.kind == .link {
      guard entry.size <= 1024 else { throw ZipEntry.refused("the symbolic link '\(entry.name)' is too long") }
      var target: [UInt8] = []
      try ZipContent(file: file, entry: entry).read { target.append(contentsOf: $0) }
      let text = String(decoding: target, as: UTF8.self)
      try ZipEntry.checkLink(text, at: entry.path)
      try writer.makeLink(entry.path, to: text)
    }
  }

  private static func withoutSingleRoot(_ entries: [ZipEntry]) -> [ZipEntry] {
    guard let root = entries.first?.path.first, entries.allSatisfy({ $0.path.first == root }),
      entries.contains(where: { $0.path.count > 1 }),
      entries.allSatisfy({ $0.path.count > 1 || $0.kind == .folder })
    else { return entries }
    return entries.compactMap { entry in
      var entry = entry
      entry.path.removeFirst()
      return entry.path.isEmpty ? nil : entry
    }
  }

  /// Nothing may lie below a file or a link.
  private static func checkNesting(_ entries: [ZipEntry]) throws {
    let solid = Set(entries.filter { $0.kind != .folder }.map(\.path))
    for entry in entries where entry.path.count > 1 {
      for count in 1..<entry.path.count where solid.contains(Array(entry.path.prefix(count))) {
        throw ZipEntry.refused("the entry '\(entry.name)' lies below something that is no folder")
      }
    }
    let folders = Set(entries.filter { $0.kind == .folder }.map(\.path))
    if let both = solid.intersection(folders).first {
      throw ZipEntry.refused("'\(both.joined(separator: "/"))' is both a file and a folder")
    }
  }
}
