import SlipwayCore
import Synchronization

/// A folder beside a repository's objects where those that were pushed wait until they are found to be whole and sound.
package struct Quarantine: Sendable {
  package static let prefix = "incoming-"
  /// No commit that somebody wrote is longer.
  private static let longestCommit = 1 << 20
  package let repository: BareRepository
  package let folder: String
  private let end: QuarantineFolder

  /// Makes the folder.
  package init(in repository: BareRepository) async throws {
    self.repository = repository
    folder = repository.path + "/" + Self.prefix + RandomText.suffix(12)
    end = QuarantineFolder(files: repository.host.files, path: folder)
    try await repository.host.files.makeDirectory(folder + "/pack", mode: 0o700)
  }

  /// Takes a pack apart as it comes, and looks at every object of it.
  /// - Parameter limit: bytes.
  package func index(
    limit: Int, next: @escaping @Sendable () async -> [UInt8]?, ended: @escaping @Sendable () -> Void
  ) async throws -> CommandResult {
    let words = ["index-pack", "--stdin", "--fix-thin", "--strict", "--threads=1", "--max-input-size=\(limit)"]
    var command = command(words)
    command.deadline = nil
    return try await repository.host.exchange(Exchange(command, next: next, take: { _ in }, ended: ended))
  }

  /// Whether a commit came with everything that it is made of.
  package func isComplete(_ commit: String) async throws -> Bool {
    var command = command(["rev-list", "--objects", "--stdin", "--not", "--all", "--quiet"])
    command.input = .bytes(Array((commit + "\n").utf8))
    return try await repository.host.run(command).isSuccess
  }

  /// Whether it is a commit at all.
  package func isCommit(_ name: String) async throws -> Bool {
    let type = try await repository.host.run(command(["cat-file", "-t", name]))
    guard type.isSuccess, type.lines.first == "commit" else { return false }
    let size = try await repository.host.run(command(["cat-file", "-s", name]))
    return size.isSuccess && size.lines.first.flatMap { Int($0) } ?? .max <= Self.longestCommit
  }

  /// Whether a commit's files come to no more than that: a pack of a few bytes may unpack to more than a disk.
  package func fits(_ commit: String, within most: CheckoutSize) async throws -> Bool {
    let size = Mutex(CheckoutSize())
    let listing = Exchange(
      command(["ls-tree", "-r", "-l", "-z", "--full-tree", commit]), next: { nil },
      take: { bytes in
        let isWithin = size.withLock { size in
          size.feed(bytes)
          return size.isWithin(most)
        }
        // The list itself may be endless.
        guard isWithin else { throw SlipwayError(.payloadTooLarge, "The checkout is too large.") }
      })
    do {
      return try await repository.host.exchange(listing).isSuccess
    } catch let error as SlipwayError where error.code == .payloadTooLarge {
      return false
    }
  }

  /// Whether one commit comes before the other, or is it.
  package func contains(_ older: String, in newer: String) async throws -> Bool {
    try await repository.host.run(command(["merge-base", "--is-ancestor", older, newer])).isSuccess
  }

  private func command(_ words: [String]) -> Command {
    var command = repository.command(words, quarantine: folder)
    command.words = MemoryCeiling.words.map(Command.Word.plain) + command.words
    return command
  }

  /// What was looked at becomes part of the repository. The index last: without it a pack is not there for git.
  package func release() async throws {
    let files = repository.host.files
    let names = try await files.list(folder + "/pack").filter { $0.hasPrefix("pack-") }
    let last = names.filter { $0.hasSuffix(".idx") }
    for name in names.filter({ !$0.hasSuffix(".idx") }) + last {
      try await files.move("\(folder)/pack/\(name)", to: "\(repository.path)/objects/pack/\(name)")
    }
  }

  package func remove() async { await end.remove() }
}
