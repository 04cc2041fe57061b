import SlipwayCore

/// What ssh says when it does not get through, as a sentence that says what to do.
struct SSHFailure {
  let destination: SSHDestination
  /// What it wrote.
  let lines: [String]

  /// - Returns: `unreachable` when nothing answers, `precondition_failed` for what somebody has to put right.
  var error: SlipwayError {
    for (words, code, sentence) in cases where words.contains(where: { text.contains($0) }) {
      return made(code, sentence)
    }
    let last = lines.last { !$0.trimmingSpaces().isEmpty }.map { ": \($0.prefix(300))" } ?? "."
    return made(.unreachable, "The connection to \(name) could not be made\(last)")
  }

  private var text: String { lines.joined(separator: "\n") }
  private var name: String { destination.name }
  private var at: String { "\(destination.address), port \(destination.port)," }

  private func made(_ code: SlipwayError.Code, _ sentence: String) -> SlipwayError {
    SlipwayError(code, sentence, details: ["server": destination.id, "ssh": text])
  }

  /// The first that fits counts.
  private var cases: [(words: [String], SlipwayError.Code, String)] {
    [
      (
        ["HOST IDENTIFICATION HAS CHANGED", "Host key verification failed", "No matching host key"],
        .preconditionFailed, changed
      ),
      (["Permission denied"], .preconditionFailed, refused),
      (
        ["Load key", "error in libcrypto", "invalid format"], .preconditionFailed,
        "The private key of \(name) cannot be read by ssh: choose another key."
      ),
      (
        ["Could not resolve hostname", "Name or service not known"], .unreachable,
        "\(name) cannot be reached: the name \(destination.address) cannot be found. Check its spelling."
      ),
      (
        ["Connection refused"], .unreachable,
        "\(name) cannot be reached: nothing listens at \(at) for SSH. Check the port, and that sshd runs."
      ),
      (
        ["timed out", "No route to host", "Network is unreachable", "not responding"], .unreachable,
        "\(name) cannot be reached: \(at) does not answer. Check that the machine runs and that its firewall lets this one in."
      ),
      (
        ["kex_exchange_identification", "Connection closed by", "Connection reset"], .unreachable,
        "\(name) ended the connection before anybody was let in: a firewall, fail2ban or MaxStartups may be the reason."
      ),
    ]
  }

  private var changed: String {
    """
    \(name) proved itself by another host key than the one that was confirmed (\(destination.hostKey.fingerprint)), so nothing \
    was sent to it. If the machine was installed anew, compare the new fingerprint on its own console \
    (\(destination.hostKey.lookUp)) and confirm it; otherwise somebody may stand between the two of you.
    """
  }

  private var refused: String {
    let key = destination.publicKey.isEmpty ? "the public half of its key" : destination.publicKey
    return """
      \(name) did not let \(destination.username) in with this key. Add this line to ~\(destination.username)/.ssh/authorized_keys \
      there: \(key)
      """
  }
}
