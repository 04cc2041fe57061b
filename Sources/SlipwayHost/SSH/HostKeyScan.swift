import SlipwayCore

/// Asks a machine for the keys that it proves itself by, without letting anybody in.
package struct HostKeyScan: Sendable {
  private static let patience = 5
  private let host: any Host

  /// - Parameter host: where it is asked from.
  package init(from host: any Host) { self.host = host }

  /// - Returns: the key to be preferred of those that it shows.
  /// - Throws: ``SlipwayError`` `unreachable` when nothing answers by SSH there, within seconds.
  package func key(of address: String, port: Int) async throws -> HostKey {
    var command: Command = [
      "ssh-keyscan", "-T", "\(Self.patience)", "-p", "\(port)", "-t", "ed25519,ecdsa,rsa", "--", "\(address)",
    ]
    command.deadline = .seconds(Self.patience + 3)
    let result: CommandResult
    do {
      result = try await host.run(command)
    } catch let error as SlipwayError where error.code == .timeout {
      throw Self.silence(address, port, nil)
    }
    let keys = result.lines.compactMap { line -> HostKey? in
      guard !line.hasPrefix("#"), let space = line.firstIndex(of: " ") else { return nil }
      return HostKey(line: String(line[line.index(after: space)...]))
    }
    let best = HostKey.kinds.lazy.compactMap { kind in keys.first { $0.kind == kind } }.first
    guard let best else { throw Self.silence(address, port, Self.reason(result.lines)) }
    return best
  }

  private static func reason(_ lines: [String]) -> String? {
    let known = ["getaddrinfo", "Name or service not known", "Connection refused", "No route to host"]
    return lines.last { line in known.contains { line.contains($0) } }
  }

  private static func silence(_ address: String, _ port: Int, _ reason: String?) -> SlipwayError {
    let advice =
      switch reason {
      case .some(let text) where text.contains("getaddrinfo") || text.contains("Name or service"):
        "The name \(address) cannot be found; check its spelling."
      case .some(let text) where text.contains("refused"):
        "Nothing listens there: check the port, and that the SSH server runs."
      default: "Check the address and the port, that the machine runs, and that a firewall lets this server in."
      }
    return SlipwayError(.unreachable, "\(address) does not answer by SSH on port \(port). \(advice)")
  }
}
