import SlipwayCore

/// A folder beside a repository's objects where those that were pushed wait until they are found to be whole and sound.
package struct Quarantine: Sendable {
  package static let prefix = "incoming-"
  package let repository: BareRepository
  package let folder: String

  /// Makes the folder.
  package init(in repository: BareRepository) async throws {
    self.repository = repository
    folder = repository.path + "/" + Self.prefix + RandomText.suffix(12)
    try await repository.host.files.makeDirectory(folder + "/pack", mode: 0o700)
  }

  /// Takes a pack apart as it comes, and looks at every object of it.
  /// - Parameter limit: bytes.
  package func index(
    limit: Int, next: @escaping @Sendable () async -> [UInt8]?, ended: @escaping @Sendable () -> Void
  ) async throws -> CommandResult {
    let words = ["index-pack", "--stdin", "--fix-thin", "--strict", "--max-input-size=\(limit)"]
    var command = repository.command(words, quarantine: folder)
    command.deadline = nil
    return try await repository.host.exchange(Exchange(command, next: next, take: { _ in }, ended: ended))
  }

  /// Whether a commit came with everything that it is made of.
  package func isComplete(_ commit: String) async throws -> Bool {
    var command = repository.command(
      ["rev-list", "--objects", "--stdin", "--not", "--all", "--quiet"], quarantine: folder)
    command.input = .bytes(Array((commit + "\n").utf8))
    return try await repository.host.run(command).isSuccess
  }

  /// Whether it is a commit at all.
  package func isCommit(_ name: String) async throws -> Bool {
    let result = try await repository.host.run(repository.command(["cat-file", "-t", name], quarantine: folder))
    return result.isSuccess && result.lines.first == "commit"
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

  package func remove() async { try? await repository.host.files.remove(folder) }
}
