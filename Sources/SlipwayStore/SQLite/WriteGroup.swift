/// A transaction as the serving of a ``WriteLine`` needs it.
protocol GroupTransaction {
  associatedtype Connection
  /// Runs a body in a transaction, and keeps its effects on the disk when it returns.
  func transaction(_ body: (Connection) throws -> Void) throws
  /// Runs a body within one, whose effects only are undone when it throws.
  func part(_ connection: Connection, _ body: () throws -> Void) throws
  /// Whether the transaction stands: some failures end all of it.
  func stands(_ connection: Connection) -> Bool
}

/// Serves a line of writes: those that wait together share a transaction, and so one wait for the disk.
///
/// Nobody is told of anything before the commit. A body that throws undoes its own effects only. When the transaction as a whole
/// fails, each body is run once more in one of its own, so that none answers for another's failure.
struct WriteGroup<Transaction: GroupTransaction> {
  /// The first of a group waits for the last one.
  private static var mostAtOnce: Int { 64 }
  private static var longest: Duration { .milliseconds(5) }

  private enum Ended: Error { case transaction }

  let transaction: Transaction

  func serve(_ line: WriteLine<Transaction.Connection>) {
    guard let first = line.next() else { return }
    var taken = [first]
    var answers: [@Sendable () -> Void] = []
    do {
      let end = ContinuousClock.now + Self.longest
      try transaction.transaction { connection in
        answers.append(try part(first, connection))
        while taken.count < Self.mostAtOnce, .now < end, let next = line.next() {
          taken.append(next)
          answers.append(try part(next, connection))
        }
      }
    } catch {
      if taken.count == 1, !(error is Ended) { return first.fail(error) }
      return taken.forEach(alone)
    }
    for answer in answers { answer() }
  }

  /// - Returns: what tells who waits.
  private func part(_ write: WaitingWrite<Transaction.Connection>, _ connection: Transaction.Connection) throws
    -> @Sendable () -> Void
  {
    do {
      var answer: (@Sendable () -> Void)?
      try transaction.part(connection) { answer = try write.run(connection) }
      return answer ?? {}
    } catch {
      guard transaction.stands(connection) else { throw Ended.transaction }
      return { write.fail(error) }
    }
  }

  private func alone(_ write: WaitingWrite<Transaction.Connection>) {
    do {
      var answer: (@Sendable () -> Void)?
      try transaction.transaction { answer = try write.run($0) }
      answer?()
    } catch {
      write.fail(error)
    }
  }
}
