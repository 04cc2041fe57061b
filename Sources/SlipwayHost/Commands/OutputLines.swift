/// What a program writes, line by line: handed on as it comes, with the end of it kept for the result.
struct OutputLines {
  private var splitter = LineSplitter()
  private(set) var last: [String] = []
  private let receive: (@Sendable (String) async -> Void)?

  init(_ receive: (@Sendable (String) async -> Void)?) { self.receive = receive }

  /// Waits for the receiver, and so makes the program wait when it writes faster than somebody reads.
  mutating func feed(_ lines: [String]) async {
    for line in lines { await add(line) }
  }

  mutating func feed(_ bytes: UnsafeRawBufferPointer) -> [String] { splitter.feed(bytes) }

  mutating func finish() async -> [String] {
    if let line = splitter.finish() { await add(line) }
    return Array(last.suffix(CommandResult.keptLines))
  }

  private mutating func add(_ line: String) async {
    // Cut in bulk: removing the first of 200 elements for each line would copy them each time.
    if last.count >= 4 * CommandResult.keptLines { last.removeFirst(3 * CommandResult.keptLines) }
    last.append(line)
    await receive?(line)
  }
}
