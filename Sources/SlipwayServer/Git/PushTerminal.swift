import SlipwayCore

/// The terminal of somebody who pushes: lines for the person on one band, git's report on another.
struct PushTerminal: Sendable {
  private static let report: UInt8 = 1
  private static let words: UInt8 = 2
  let output: GitOutput
  /// Whether the client can tell the bands apart; if not, it gets the report only.
  let hasBands: Bool

  /// Shows lines; git puts `remote:` before each.
  func say(_ text: String) async throws {
    guard hasBands, !text.isEmpty else { return }
    let bytes = Array((text.hasSuffix("\n") ? text : text + "\n").utf8)
    try await send(bytes, on: Self.words)
  }

  /// Something that nobody sees, so that no proxy takes the connection for dead.
  func stayAlive() async throws {
    guard hasBands else { return }
    try await output.write(Packet.data([Self.words]).bytes)
  }

  /// What became of the references, and the end.
  /// - Parameter problem: why the pack could not be taken; `nil` when it was.
  func end(problem: String?, _ references: [(name: String, refusal: String?)]) async throws {
    var report = Packet.line("unpack \(problem ?? "ok")\n")
    for reference in references {
      let line = reference.refusal.map { "ng \(reference.name) \($0)\n" } ?? "ok \(reference.name)\n"
      report += Packet.line(line)
    }
    report += Packet.flush.bytes
    guard hasBands else { return try await output.write(report) }
    try await send(report, on: Self.report)
    try await output.write(Packet.flush.bytes)
  }

  private func send(_ bytes: [UInt8], on band: UInt8) async throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      try await output.write(Packet.data([band] + rest.prefix(Packet.most - 1)).bytes)
      rest = rest.dropFirst(Packet.most - 1)
    }
  }
}
