package import Foundation
import SlipwayCore

/// A program that a test runs beside the one under test: git, docker, curl, scripts.
package enum EndToEndCommand {
  /// The folder of the checkout.
  package static let checkout = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  /// - Returns: what it wrote to both of its outputs, without the last line break.
  /// - Throws: ``EndToEndFailure`` with that text when it ends with another status than 0.
  @discardableResult
  package static func run(
    _ words: [String], in folder: String? = nil, environment: [String: String] = [:], input: String = ""
  ) async throws -> String {
    let (status, text) = try await outcome(of: words, in: folder, environment: environment, input: input)
    guard status == 0 else {
      throw EndToEndFailure("\(words.joined(separator: " ")) ended with \(status):\n\(text.suffix(4000))")
    }
    return text
  }

  /// The status and both outputs of a program that may fail.
  package static func outcome(
    of words: [String], in folder: String? = nil, environment: [String: String] = [:], input: String = ""
  ) async throws -> (status: Int32, text: String) {
    let scratch = FileManager.default.temporaryDirectory.path + "/slipway-command-" + RandomText.suffix(12)
    try input.write(toFile: scratch + ".in", atomically: false, encoding: .utf8)
    _ = FileManager.default.createFile(atPath: scratch + ".out", contents: nil)
    defer {
      try? FileManager.default.removeItem(atPath: scratch + ".in")
      try? FileManager.default.removeItem(atPath: scratch + ".out")
    }
    let process = try self.process(words, in: folder, environment: environment)
    process.standardInput = FileHandle(forReadingAtPath: scratch + ".in")
    let output = FileHandle(forWritingAtPath: scratch + ".out")
    process.standardOutput = output
    process.standardError = output
    let status = try await status(of: process)
    let data = FileManager.default.contents(atPath: scratch + ".out") ?? Data()
    return (status, String(decoding: data, as: UTF8.self).trimmingCharacters(in: .newlines))
  }

  /// A process that is not started yet; its environment is this one's with the given variables over it.
  package static func process(
    _ words: [String], in folder: String? = nil, environment: [String: String] = [:]
  ) throws -> Process {
    let process = Process()
    guard let name = words.first, let path = path(of: name) else {
      throw EndToEndFailure("there is no program \(words.first ?? ""); `make test` installs what the tests need")
    }
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = Array(words.dropFirst())
    process.currentDirectoryURL = URL(fileURLWithPath: folder ?? checkout)
    process.environment = Configuration.processEnvironment.merging(environment) { _, ours in ours }
    return process
  }

  private static func status(of process: Process) async throws -> Int32 {
    try await withCheckedThrowingContinuation { continuation in
      process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
      do {
        try process.run()
      } catch {
        process.terminationHandler = nil
        continuation.resume(throwing: error)
      }
    }
  }

  private static func path(of name: String) -> String? {
    if name.contains("/") { return name }
    let listed = (Configuration.processEnvironment["PATH"] ?? "").split(separator: ":").map(String.init)
    let folders = listed + ["/usr/sbin", "/sbin"]
    return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
