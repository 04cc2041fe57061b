import AsyncHTTPClient
package import Foundation
import NIOCore
import SlipwayCore

/// Something in a folder of a container.
package struct ContainerEntry: Sendable, Hashable, Codable {
  /// What it is.
  package enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    case file, directory, symlink, other
  }
  package var name: String
  package var type: Kind
  package var size: Int
  /// As `ls` writes them: `-rw-r--r--`.
  package var permissions: String
  /// Where a link leads.
  package var target: String?
}

/// The files of one container, as its own root folder has them: a link leads nowhere out of it.
package struct ContainerFiles: Sendable {
  /// Of a file that is read or written, in bytes.
  package static let limit = 512 << 10
  private let docker: DockerClient
  private let container: String

  /// - Parameter container: its whole id.
  package init(_ docker: DockerClient, container: String) {
    self.docker = docker
    self.container = container
  }

  /// By the container's own `ls`: it must run, and have one.
  /// - Throws: ``SlipwayError`` `notFound`, `conflict` when it does not run, `preconditionFailed` without `ls`.
  package func list(_ path: String) async throws -> [ContainerEntry] {
    let folder = path.hasSuffix("/") ? path : path + "/"
    let output = try await run(["ls", "-lAn", "--", folder])
    return output.split(separator: "\n").compactMap { Self.entry(String($0)) }
  }

  /// - Returns: the first ``limit`` bytes, and whether there are more.
  /// - Throws: ``SlipwayError`` `notFound`, `badRequest` for what is no file.
  package func read(_ path: String) async throws -> (content: Data, isTruncated: Bool) {
    let head = TarHeader.size
    let bytes = try await docker.archive(container, path, limit: Self.limit + head)
    guard let header = TarHeader(bytes) else { throw SlipwayError.invalid("path", "is no file that can be read") }
    guard header.isFile else { throw SlipwayError.invalid("path", "is a folder or a link, not a file") }
    let content = bytes.dropFirst(head).prefix(min(header.length, Self.limit))
    return (Data(content), header.length > content.count)
  }

  /// Writes a file as a whole, into a folder that is there; its owner is root.
  package func write(_ content: Data, to path: String) async throws {
    let parts = path.split(separator: "/")
    guard let name = parts.last else { throw SlipwayError.invalid("path", "names no file") }
    guard name.utf8.count < 100 else { throw SlipwayError.invalid("path", "has a name that is too long") }
    let folder = "/" + parts.dropLast().joined(separator: "/")
    try await docker.unpack(TarHeader.archive(of: content, named: String(name)), into: container, folder)
  }

  /// By the container's own `rm`: it must run, and have one.
  package func delete(_ path: String) async throws { _ = try await run(["rm", "-rf", "--", path]) }

  private func run(_ words: [String]) async throws -> String {
    let result = try await docker.exec(container, words, environment: ["LC_ALL": Secret("C")])
    switch result.exitCode {
    case 0: return result.output
    case 126, 127:
      throw SlipwayError(
        .preconditionFailed, "The container has no \(words[0]), so its files cannot be looked at here.")
    default:
      let words = result.output.trimmingSpaces().split(separator: "\n").first.map(String.init) ?? "it failed"
      throw SlipwayError(words.contains("No such file") ? .notFound : .commandFailed, words)
    }
  }

  /// `-rw-r--r--    1 0        0              12 Jan  1 00:00 name`, of coreutils and of busybox.
  static func entry(_ line: String) -> ContainerEntry? {
    let words = line.split(separator: " ", maxSplits: 8, omittingEmptySubsequences: true)
    guard words.count == 9, let mark = words[0].first, "-dlcbps".contains(mark), let size = Int(words[4]) else {
      return nil
    }
    let kind: ContainerEntry.Kind =
      switch mark {
      case "-": .file
      case "d": .directory
      case "l": .symlink
      default: .other
      }
    let sides = String(words[8]).components(separatedBy: " -> ")
    return ContainerEntry(
      name: kind == .symlink ? sides[0] : String(words[8]), type: kind, size: size, permissions: String(words[0]),
      target: kind == .symlink && sides.count > 1 ? sides[1...].joined(separator: " -> ") : nil)
  }
}

/// The head of the one file in a tar archive.
struct TarHeader {
  static let size = 512
  var length: Int
  var isFile: Bool

  init?(_ bytes: Data) {
    guard bytes.count >= Self.size else { return nil }
    let start = bytes.startIndex
    let digits = bytes[(start + 124)..<(start + 135)].filter { $0 >= 48 && $0 <= 55 }
    guard let length = Int(String(decoding: digits, as: UTF8.self), radix: 8) else { return nil }
    self.length = length
    isFile = [0, 48].contains(bytes[start + 156])
  }

  /// An archive with one file that everybody may read.
  static func archive(of content: Data, named name: String) -> Data {
    var head = [UInt8](repeating: 0, count: size)
    func put(_ text: String, at offset: Int) {
      for (index, byte) in text.utf8.enumerated() { head[offset + index] = byte }
    }
    func octal(_ value: Int, _ digits: Int) -> String {
      let text = String(value, radix: 8)
      return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
    put(name, at: 0)
    put("0000644", at: 100)
    put("0000000", at: 108)
    put("0000000", at: 116)
    put(octal(content.count, 11), at: 124)
    put("00000000000", at: 136)
    put("        ", at: 148)
    put("0", at: 156)
    put("ustar", at: 257)
    put("00", at: 263)
    put(octal(head.reduce(0) { $0 + Int($1) }, 6) + "\0 ", at: 148)
    let filling = (512 - content.count % 512) % 512
    return Data(head) + content + Data(count: filling + 1024)
  }
}

extension DockerClient {
  /// The beginning of the archive that a path of a container is.
  fileprivate func archive(_ container: String, _ path: String, limit: Int) async throws -> Data {
    let request = DockerRequest(
      "GET", "/containers/\(try DockerName.check(container))/archive", "read \(path) in the container"
    ).with("path", path)
    var body = try await open(request).makeAsyncIterator()
    var bytes = Data()
    while bytes.count < limit, let piece = try await DockerStream.next(&body) {
      bytes += Data(piece.readableBytesView)
    }
    return bytes.prefix(limit)
  }

  /// Unpacks an archive into a folder of a container.
  fileprivate func unpack(_ archive: Data, into container: String, _ folder: String) async throws {
    var request = DockerRequest(
      "PUT", "/containers/\(try DockerName.check(container))/archive", "write to \(folder) in the container"
    ).with("path", folder).with("noOverwriteDirNonDir", "true")
    request.body = archive
    _ = try await send(request)
  }
}
