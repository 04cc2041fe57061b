package import Foundation
import SlipwayCore
import SlipwayHost
import Subprocess

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
  ///
  /// Not by Foundation's `Process`: that one notices an end only when every program that was started meanwhile, and
  /// inherited its descriptors, has ended too.
  package static func outcome(
    of words: [String], in folder: String? = nil, environment: [String: String] = [:], input: String = ""
  ) async throws -> (status: Int32, text: String) {
    guard let name = words.first, let path = path(of: name) else {
      throw EndToEndFailure("there is no program \(words.first ?? ""); `make test` installs what the tests need")
    }
    let variables = Configuration.processEnvironment.merging(environment) { $1 }
    let result = try await Subprocess.run(
      .path(literal(path)), arguments: Arguments(Array(words.dropFirst())),
      environment: .custom(variables.map { Array("\($0)=\($1)".utf8) + [0] }),
      workingDirectory: literal(folder ?? checkout), input: CommandInput(.bytes(Array(input.utf8))),
      output: .bytes(limit: 64 << 20), error: .combinedWithOutput)
    let text = String(decoding: result.standardOutput, as: UTF8.self).trimmingCharacters(in: .newlines)
    return switch result.terminationStatus {
    case .exited(let code): (code, text)
    case .signaled(let signal): (128 + signal, text)
    }
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

  private static func path(of name: String) -> String? {
    if name.contains("/") { return name }
    let listed = (Configuration.processEnvironment["PATH"] ?? "").split(separator: ":").map(String.init)
    let folders = listed + ["/usr/sbin", "/sbin"]
    return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}

/// Makes a path of the type that Subprocess wants without importing the module that defines it.
private func literal<Path: ExpressibleByStringLiteral>(_ text: String) -> Path
where Path.StringLiteralType == String {
  Path(stringLiteral: text)
}
