import Foundation
import Glibc
import SlipwayCore

/// Reads fetched code without following a link of the code's own, and nothing of git's folder.
struct SourceFolder {
  static let maximumFiles = 20_000
  let root: String

  /// The files and folders, folders first, by name.
  /// - Throws: ``SlipwayError`` `preconditionFailed` when there are too many to be shown.
  func files() throws -> [SourceFile] {
    var left = Self.maximumFiles
    return try files(in: root, below: "", &left)
  }

  private func files(in folder: String, below path: String, _ left: inout Int) throws -> [SourceFile] {
    var found: [SourceFile] = []
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name != ".git" {
      left -= 1
      guard left > 0 else {
        throw SlipwayError(
          .preconditionFailed,
          "The code has more than \(Self.maximumFiles) files; make the patch by its path instead.")
      }
      let place = path.isEmpty ? name : path + "/" + name
      var status = stat()
      guard lstat(folder + "/" + name, &status) == 0 else { continue }
      switch status.st_mode & S_IFMT {
      case S_IFDIR:
        let children = try files(in: folder + "/" + name, below: place, &left)
        found.append(SourceFile(name: name, path: place, type: .directory, children: children))
      case S_IFREG: found.append(SourceFile(name: name, path: place, type: .file))
      default: break
      }
    }
    return found.sorted { ($0.type == .file ? 1 : 0, $0.name) < ($1.type == .file ? 1 : 0, $1.name) }
  }

  /// - Throws: ``SlipwayError`` `badRequest` or `notFound`.
  func text(of path: String) throws -> String {
    let parts = path.split(separator: "/").map(String.init)
    var place = Glibc.open(root, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard place >= 0 else { throw Self.missing }
    defer { close(place) }
    for (index, part) in parts.enumerated() {
      let isFile = index == parts.count - 1
      // A pipe would wait for somebody who writes.
      let flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | (isFile ? O_NONBLOCK : O_DIRECTORY)
      let next = openat(place, part, flags)
      guard next >= 0 else { throw SlipwayError.notFound("File") }
      close(place)
      place = next
    }
    return try text(in: place)
  }

  private func text(in file: Int32) throws -> String {
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw SlipwayError.notFound("File") }
    guard status.st_size <= SourcePatch.maximumSize else {
      throw SlipwayError.invalid("filePath", "is larger than 1 MiB and cannot be edited here")
    }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeMutableBytes { read(file, $0.baseAddress.map { $0 + done }, $0.count - done) }
      guard count > 0 else { break }
      done += count
    }
    guard let text = String(validating: bytes[..<done], as: UTF8.self), !text.contains("\0") else {
      throw SlipwayError.invalid("filePath", "is no text and cannot be edited here")
    }
    return text
  }

  private static let missing = SlipwayError(
    .preconditionFailed, "The code was not fetched yet; fetch it first (patch.ensureRepo).")
}
