import Foundation
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
  package static func outcome(
    of words: [String], in folder: String? = nil, environment: [String: String] = [:], input: String = ""
  ) async throws -> (status: Int32, text: String) {
    let result = try await Subprocess.run(
      configuration(of: words, in: folder, environment: environment), input: CommandInput(.bytes(Array(input.utf8))),
      output: .bytes(limit: 64 << 20), error: .combinedWithOutput)
    let text = String(decoding: result.standardOutput, as: UTF8.self).trimmingCharacters(in: .newlines)
    return (status(of: result.terminationStatus), text)
  }

  /// How a program is run; its environment is this one's with the given variables over it.
  /// - Throws: ``EndToEndFailure`` when there is no such program.
  static func configuration(
    of words: [String], in folder: String? = nil, environment: [String: String] = [:]
  ) throws -> Subprocess.Configuration {
    guard let name = words.first, let path = path(of: name) else {
      throw EndToEndFailure("there is no program \(words.first ?? ""); `make test` installs what the tests need")
    }
    let variables = Configuration.processEnvironment.merging(environment) { $1 }
    return Subprocess.Configuration(
      executable: .path(literal(path)), arguments: Arguments(Array(words.dropFirst())),
      environment: .custom(variables.map { Array("\($0)=\($1)".utf8) + [0] }),
      workingDirectory: literal(folder ?? checkout))
  }

  /// As a shell counts it: 128 and the number of the signal when one ended it.
  static func status(of end: TerminationStatus) -> Int32 {
    switch end {
    case .exited(let code): code
    case .signaled(let signal): 128 + signal
    }
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
