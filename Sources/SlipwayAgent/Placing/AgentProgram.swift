import Crypto
import Foundation
import SlipwayCore
import SlipwayHost
import Synchronization

/// The program that this process runs, as it is taken to other machines.
package struct AgentProgram: Sendable, Hashable {
  /// A folder and the file in it; it stays the same when a newer one has taken its place on the disk.
  let folder: String
  let file: String
  /// 64 hexadecimal digits.
  package let digest: String
  /// As `uname -m` says it.
  let architecture: String
  /// Libraries that it is linked with and that no distribution brings.
  let foreignLibraries: [String]

  init(
    folder: String, file: String, digest: String, architecture: String, foreignLibraries: [String] = []
  ) {
    self.folder = folder
    self.file = file
    self.digest = digest
    self.architecture = architecture
    self.foreignLibraries = foreignLibraries
  }

  private static let known = Mutex<AgentProgram?>(nil)

  /// The running one; read once.
  package static func own() async throws -> AgentProgram {
    if let found = known.withLock({ $0 }) { return found }
    let found = try await BlockingPool.run { try read() }
    known.withLock { $0 = found }
    return found
  }

  /// The file that this process runs from, by its name.
  package static var name: String {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = buffer.withUnsafeMutableBytes { bytes in
      bytes.baseAddress.map { readlink("/proc/self/exe", $0, bytes.count) } ?? 0
    }
    let path = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    return path.split(separator: "/").last.map(String.init) ?? ""
  }

  private static func read() throws -> AgentProgram {
    let folder = "/proc/\(getpid())"
    guard let handle = FileHandle(forReadingAtPath: folder + "/exe") else {
      throw SlipwayError(.internal, "Slipway cannot read its own program at \(folder)/exe.")
    }
    defer { try? handle.close() }
    var hash = SHA256()
    while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty { hash.update(data: piece) }
    let digest = hash.finalize().map { String(format: "%02x", $0) }.joined()
    return AgentProgram(
      folder: folder, file: "exe", digest: digest, architecture: machine(),
      foreignLibraries: foreign(KernelFile.whole(folder + "/maps")))
  }

  /// Of `/proc/PID/maps`.
  static func foreign(_ maps: String) -> [String] {
    let paths = maps.split(separator: "\n").compactMap { line in
      line.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: true).dropFirst(5).first.map {
        $0.trimmingCharacters(in: .whitespaces)
      }
    }
    let system = ["/lib/", "/lib64/", "/usr/lib/", "/usr/lib64/"]
    return Set(paths).filter { path in
      path.hasPrefix("/") && path.contains(".so") && !system.contains { path.hasPrefix($0) }
    }.sorted()
  }

  private static func machine() -> String {
    var name = utsname()
    uname(&name)
    return withUnsafeBytes(of: name.machine) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
