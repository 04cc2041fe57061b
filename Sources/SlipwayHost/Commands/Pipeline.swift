package import SlipwayCore

/// Programs that feed each other, and a gate before the last one: the last one is told of the end only when all before
/// it ended well and what passed was approved. Otherwise it is killed, so that it never takes a part for the whole.
package struct Pipeline: Sendable {
  /// From the first on; each reads what the one before it writes.
  package var sources: [Command]
  /// Reads what passed the gate; `nil` throws it away.
  package var sink: Command?
  /// What the sink reads before all that flows; it is not measured.
  package var preface: Secret?
  /// The start of a sentence: `Dumping the database`.
  package var what: String
  /// Looks at what passed, before the sink is told that it was everything.
  package var approve: @Sendable (StreamMeasure) throws -> Void
  /// Told of the bytes that have passed, every few seconds.
  package var progress: (@Sendable (Int) async -> Void)?
  /// How long nothing may move before it is given up; `nil` waits for ever.
  package var stall: Duration?
  /// Whether the sink may take as long as it likes for what has come: a database that builds its indexes.
  package var isSinkPatient = false
  /// How long the sink has to take back what it began, before it is killed. Its input is still open then.
  package var sinkGrace = Duration.zero

  package init(
    _ sources: [Command], into sink: Command?, what: String,
    approve: @escaping @Sendable (StreamMeasure) throws -> Void = { _ in }
  ) {
    self.sources = sources
    self.sink = sink
    self.what = what
    self.approve = approve
  }
}

/// What is known of bytes that passed.
package struct StreamMeasure: Sendable, Hashable {
  package var bytes: Int
  /// 64 hexadecimal digits.
  package var sha256: String
  /// Whether the last two blocks are empty, as they are at the end of every whole tar archive.
  package var endsAsTar: Bool

  package init(bytes: Int, sha256: String, endsAsTar: Bool = false) {
    self.bytes = bytes
    self.sha256 = sha256
    self.endsAsTar = endsAsTar
  }
}
