import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayEngine

@Suite struct PushRoomTests {
  private func with(_ body: (EngineFixture, PushedBranch, PushedCode) async throws -> Void) async throws {
    try await EngineFixture.with(docker: "unix:///nowhere/docker.sock", { $0.source.sourceType = .push }) { fixture in
      try await body(fixture, try PushedBranch(fixture.engine, fixture.application), try await PushedCode())
    }
  }

  @Test func `what was overwritten does not take room for ever`() async throws {
    try await with { fixture, branch, code in
      let root = try await code.commit("Root")
      let served = try await code.commit("Serves")
      try await accept(code, served, seen: nil, branch, end: .done, fixture)
      _ = try await code.git("reset", "-q", "--hard", root)
      let failed = try await code.commit("Failed")
      try await accept(code, failed, seen: served, branch, end: .error, fixture)
      _ = try await code.git("reset", "-q", "--hard", root)
      let last = try await code.commit("Last")
      try await accept(code, last, seen: served, branch, end: nil, fixture)
      #expect(try await branch.repository.has(failed))
      try await branch.shrink()
      #expect(try await !branch.repository.has(failed))
      #expect(try await branch.repository.has(served), "a release may be made of it again")
      #expect(try await branch.repository.branches() == ["refs/heads/main": last])
    }
  }

  @Test func `a push that is refused takes no room`() async throws {
    try await with { _, branch, code in
      let root = try await code.commit("Root")
      let mine = try await code.commit("Mine")
      let offer = try await code.offer(mine, seen: nil, to: branch)
      _ = try await branch.accept(offer)
      _ = try await code.git("reset", "-q", "--hard", root)
      let theirs = try await code.commit("Theirs")
      guard case .refused = try await branch.accept(try await code.offer(theirs, seen: nil, to: branch)) else {
        throw EndToEndFailure("they have not seen it")
      }
      #expect(try await !branch.repository.has(theirs))
    }
  }

  @Test func `a small pack that unpacks to more than a disk is told before it is checked out`() async throws {
    try await with { _, branch, code in
      try Data(count: 3 << 20).write(to: URL(filePath: code.folder + "/zeros"))
      _ = try await code.git("add", "zeros")
      let commit = try await code.commit("Zeros")
      let quarantine = try await code.offer(commit, seen: nil, to: branch).quarantine
      #expect(try await quarantine.fits(commit, within: CheckoutSize(files: 1, bytes: 3 << 20)))
      #expect(try await !quarantine.fits(commit, within: CheckoutSize(files: 1, bytes: 3 << 20 - 1)))
      #expect(try await !quarantine.fits(commit, within: CheckoutSize(files: 0, bytes: 4 << 20)))
    }
  }

  @Test func `a quarantine that nobody holds any more does not wait for two hours`() async throws {
    try await with { _, branch, _ in
      try await branch.settle()
      let (files, folder) = (branch.repository.host.files, try await forgotten(branch))
      for _ in 0..<200 where try await files.exists(folder) { try await Task.sleep(for: .milliseconds(20)) }
      #expect(try await !files.exists(folder))
    }
  }

  private func forgotten(_ branch: PushedBranch) async throws -> String {
    let quarantine = try await Quarantine(in: branch.repository)
    let isThere = try await branch.repository.host.files.exists(quarantine.folder)
    #expect(isThere)
    return withExtendedLifetime(quarantine) { quarantine.folder }
  }

  private func accept(
    _ code: PushedCode, _ commit: String, seen: String?, _ branch: PushedBranch, end: DeploymentStatus?,
    _ fixture: EngineFixture
  ) async throws {
    guard case .queued(let queued) = try await branch.accept(try await code.offer(commit, seen: seen, to: branch))
    else { throw EndToEndFailure("not queued") }
    guard let end else { return }
    let (id, now) = (queued.deployment.id, fixture.engine.now())
    try await fixture.engine.store.write { tx in
      _ = try tx.deployments.move(id, from: [.queued], to: .running, now: now)
      _ = try tx.deployments.finish(id, status: end, errorMessage: nil, evidence: nil, now: now)
    }
    if end == .done { try await fixture.release(of: queued.deployment) }
    try await branch.settle()
  }
}
