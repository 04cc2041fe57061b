import Glibc
import Foundation
import SlipwayCore
package import Subprocess

/// Writes a command's standard input through a pipe.
package struct CommandInput: InputProtocol {
  private static let chunk = 256 << 10
  private static let ignoresBrokenPipes: Void = { _ = signal(SIGPIPE, SIG_IGN) }()

  private let input: Command.Input

  /// A program that ends before it has read everything must not end Slipway.
  static func ignoreBrokenPipes() { _ = ignoresBrokenPipes }

  package init(_ input: Command.Input) {
    Self.ignoreBrokenPipes()
    self.input = input
  }

  package func write(with writer: StandardInputWriter) async throws {
    switch input {
    case .none: break
    case .secret(let secret):
      // A program may end, or stop to listen, before it has read everything; its status tells whether that was wrong.
      _ = try? await writer.write(Array(secret.reveal().utf8))
    case .bytes(let bytes): _ = try? await writer.write(bytes)
    case .file(let path):
      do {
        try await copy(path, to: writer)
      } catch {
        // Or the program would wait for the rest for ever, and this with it.
        try? await writer.finish()
        throw error
      }
    }
  }

  private func copy(_ path: String, to writer: StandardInputWriter) async throws {
    let file = try await BlockingPool.run {
      guard let file = FileHandle(forReadingAtPath: path) else {
        throw SlipwayError(.notFound, "The file \(path), which a program is to read, cannot be opened.")
      }
      return file
    }
    while let bytes = try await BlockingPool.run({ try file.read(upToCount: Self.chunk) }), !bytes.isEmpty {
      do { _ = try await writer.write(Array(bytes)) } catch { break }
    }
    try await BlockingPool.run { try file.close() }
  }
}
