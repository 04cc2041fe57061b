import SlipwayCore
import Subprocess

extension LocalHost {
  package func exchange(_ exchange: Exchange) async throws -> CommandResult {
    guard let deadline = exchange.command.deadline else { return try await talk(exchange) }
    return try await Deadline.run(within: deadline, what: exchange.command.words.first?.description ?? "The command")
    {
      try await talk(exchange)
    }
  }

  private func talk(_ exchange: Exchange) async throws -> CommandResult {
    try Task.checkCancellation()
    CommandInput.ignoreBrokenPipes()
    let configuration = try configuration(of: exchange.command)
    let group = ProcessGroup()
    do {
      let result = try await starting(configuration) {
        try await Subprocess.run(
          configuration, input: ExchangeInput(next: exchange.next), output: .sequence, error: .sequence
        ) { execution in
          group.begin(execution.processIdentifier.value)
          // Whatever ends this, nobody may wait for input that is not asked for any more.
          defer { exchange.ended() }
          async let errors = Self.lines(of: execution.standardError)
          for try await buffer in execution.standardOutput {
            try await exchange.take(buffer.withUnsafeBytes { Array($0) })
          }
          return try await errors
        }
      }
      await group.end()
      try Task.checkCancellation()
      return CommandResult(status: Self.status(result.terminationStatus), lines: result.closureResult)
    } catch {
      exchange.ended()
      await group.end()
      try Task.checkCancellation()
      throw error
    }
  }
}
