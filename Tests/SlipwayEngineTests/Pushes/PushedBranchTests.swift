import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayEngine

@Suite struct PushedBranchTests {
  private func with(_ body: (EngineFixture, PushedBranch, PushedCode) async throws -> Void) async throws {
    try await EngineFixture.with(docker: "unix:///nowhere/docker.sock", { $0.source.sourceType = .push }) { fixture in
      try await body(fixture, try PushedBranch(fixture.engine, fixture.application), try await PushedCode())
    }
  }

  private func finish(_ deployment: Deployment, _ status: DeploymentStatus, _ engine: Engine) async throws {
    let now = engine.now()
    try await engine.store.write { tx in
      _ = try tx.deployments.move(deployment.id, from: [.queued], to: .running, now: now)
      _ = try tx.deployments.finish(deployment.id, status: status, errorMessage: nil, evidence: nil, now: now)
    }
  }

  @Test func `a push is a commit, a deployment and a moved branch`() async throws {
    try await with { fixture, branch, code in
      let commit = try await code.commit("First words")
      guard case .queued(let queued) = try await branch.accept(try await code.offer(commit, seen: nil, to: branch))
      else { throw EndToEndFailure("not queued") }
      #expect(queued.deployment.commit == commit && queued.deployment.title == "First words")
      #expect(queued.deployment.description.contains("a@b.cd"))
      #expect(try await branch.repository.branches() == ["refs/heads/main": commit])
      #expect(try await fixture.engine.store.read { try $0.pushedCommits.last(of: fixture.application.id) } == commit)
    }
  }

  @Test func `a branch that a crash left behind is brought where the rows say`() async throws {
    try await with { _, branch, code in
      let commit = try await code.commit("One")
      _ = try await branch.accept(try await code.offer(commit, seen: nil, to: branch))
      try await branch.repository.point("main", to: nil)
      #expect(try await branch.settle() == commit)
      #expect(try await branch.repository.branches() == ["refs/heads/main": commit])
    }
  }

  @Test func `a branch whose deployment failed goes back to what serves`() async throws {
    try await with { fixture, branch, code in
      let engine = fixture.engine
      let good = try await code.commit("Good")
      guard case .queued(let first) = try await branch.accept(try await code.offer(good, seen: nil, to: branch))
      else {
        throw EndToEndFailure("not queued")
      }
      try await finish(first.deployment, .done, engine)
      try await fixture.release(of: first.deployment)
      let bad = try await code.commit("Bad")
      guard case .queued(let second) = try await branch.accept(try await code.offer(bad, seen: good, to: branch))
      else { throw EndToEndFailure("not queued") }
      #expect(try await branch.settle() == bad)
      try await finish(second.deployment, .error, engine)
      #expect(try await branch.settle() == good)
      guard case .queued = try await branch.accept(try await code.offer(bad, seen: good, to: branch)) else {
        throw EndToEndFailure("it can be pushed again")
      }
    }
  }

  @Test func `nobody overwrites what they have not seen`() async throws {
    try await with { _, branch, code in
      let one = try await code.commit("One")
      let two = try await code.commit("Two")
      let three = try await code.commit("Three")
      _ = try await branch.accept(try await code.offer(two, seen: nil, to: branch))
      guard case .refused(let older) = try await branch.accept(try await code.offer(one, seen: nil, to: branch)),
        case .queued = try await branch.accept(try await code.offer(three, seen: nil, to: branch))
      else { throw EndToEndFailure("an older one is refused, one that includes what is there is taken") }
      #expect(older.contains("superseded"))
      _ = try await code.git("reset", "-q", "--hard", one)
      let elsewhere = try await code.commit("Elsewhere")
      guard
        case .refused(let words) = try await branch.accept(try await code.offer(elsewhere, seen: two, to: branch)),
        case .queued = try await branch.accept(try await code.offer(elsewhere, seen: three, to: branch))
      else { throw EndToEndFailure("a forced push is taken when its pusher has seen what goes") }
      #expect(words.contains("fetch first"))
    }
  }

  @Test func `a push whose pusher may not do so any more changes nothing`() async throws {
    try await with { fixture, branch, code in
      let commit = try await code.commit("One")
      let refused = try await code.offer(commit, seen: nil, to: branch, isAllowed: false)
      await #expect(throws: SlipwayError.self) { try await branch.accept(refused) }
      #expect(try await branch.settle() == nil)
      #expect(try await fixture.engine.store.read { try $0.deployments.all(of: fixture.application.id) }.isEmpty)
    }
  }

  @Test func `broken, incomplete and hostile packs are refused`() async throws {
    try await with { _, branch, code in
      try await branch.settle()
      let quarantine = try await Quarantine(in: branch.repository)
      let nonsense = PackPieces(Array("PACK nonsense".utf8))
      #expect(try await !quarantine.index(limit: 1 << 20, next: { await nonsense.next() }, ended: {}).isSuccess)
      let commit = try await code.commit("One")
      let large = PackPieces(try await code.pack(of: commit))
      #expect(try await !quarantine.index(limit: 16, next: { await large.next() }, ended: {}).isSuccess)
      #expect(try await !quarantine.isComplete(commit))
      try "[submodule \"x\"]\n\tpath = x\n\turl = -u./evil\n".write(
        toFile: code.folder + "/.gitmodules", atomically: true, encoding: .utf8)
      _ = try await code.git("add", ".gitmodules")
      let hostile = PackPieces(try await code.pack(of: try await code.commit("Hostile")))
      #expect(try await !quarantine.index(limit: 1 << 20, next: { await hostile.next() }, ended: {}).isSuccess)
      await quarantine.remove()
      #expect(try await branch.repository.branches().isEmpty)
    }
  }
}
