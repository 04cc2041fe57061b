package import SlipwayCore

/// A program that had to succeed and did not.
package struct CommandFailure: Error, Sendable, CustomStringConvertible {
  /// The words, with secrets masked.
  package let command: String
  package let status: Int32
  /// The last lines that it wrote, at most 20.
  package let lines: [String]

  package init(_ command: Command, _ result: CommandResult) {
    self.command = command.description
    status = result.status
    lines = Array(result.lines.suffix(20))
  }

  package var description: String {
    (["\(command) ended with status \(status)"] + lines).joined(separator: "\n")
  }

  /// - Parameter what: what was being done, as the start of a sentence: `Cloning the repository`.
  /// - Returns: `command_failed` with the last line that says something in its message and the rest as details.
  package func error(doing what: String) -> SlipwayError {
    let last = lines.last { !$0.trimmingSpaces().isEmpty }.map { String($0.trimmingSpaces().prefix(500)) }
    return SlipwayError(
      .commandFailed, "\(what) failed (\(reason))" + (last.map { ": " + $0 } ?? "."),
      details: ["command": command, "status": String(status), "output": lines.joined(separator: "\n")], cause: self)
  }

  private var reason: String {
    switch status {
    case 126: "the program may not be run"
    case 127: "the program was not found"
    case 137: "it was killed; often the machine had no memory left"
    case 129...192: "ended by signal \(status - 128)"
    default: "exit status \(status)"
    }
  }
}
