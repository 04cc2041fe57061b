import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayTesting
import Testing

@testable import SlipwayEngine

/// Code on this machine, and what of it is pushed.
struct PushedCode {
  let folder: String

  init() async throws {
    folder = try temporaryPath("code")
    try await EndToEndCommand.run(["git", "init", "-q", "-b", "main", folder])
  }

  func git(_ words: String...) async throws -> String {
    try await EndToEndCommand.run(["git", "-C", folder, "-c", "user.name=A", "-c", "user.email=a@b.c"] + words)
  }

  func commit(_ message: String) async throws -> String {
    _ = try await git("commit", "-q", "--allow-empty", "-m", message)
    return try await git("rev-parse", "HEAD")
  }

  /// As a client sends it.
  func pack(of commit: String) async throws -> [UInt8] {
    let path = folder + ".pack"
    let name = try await EndToEndCommand.run(
      ["git", "-C", folder, "pack-objects", "--revs", "-q", path], input: commit + "\n")
    return [UInt8](FileManager.default.contents(atPath: "\(path)-\(name).pack") ?? Data())
  }

  func offer(_ commit: String, seen: String?, to branch: PushedBranch, isAllowed: Bool = true) async throws
    -> PushOffer
  {
    try await branch.settle()
    let quarantine = try await Quarantine(in: branch.repository)
    let bytes = PackPieces(try await pack(of: commit))
    let result = try await quarantine.index(limit: 1 << 20, next: { await bytes.next() }, ended: {})
    #expect(result.isSuccess, "\(result.text)")
    #expect(try await quarantine.isCommit(commit))
    #expect(try await quarantine.isComplete(commit))
    return PushOffer(commit: commit, seen: seen, quarantine: quarantine, pusher: "a@b.cd") { _ in
      if !isAllowed { throw SlipwayError(.forbidden, "no") }
    }
  }
}
