import Foundation
import SlipwayCore
import SlipwayStore
import SlipwayTesting
import Testing

@Suite struct ServerTablesTests {
  private let tenant = Tenant()

  private func server(_ name: String = "web-1", key: ID<SSHKey>? = nil) -> Server {
    var server = Server(
      organizationID: tenant.organization.id, name: name, appName: "server-\(name)", address: "192.0.2.10",
      port: 2222,
      username: "deploy", sshKeyID: key, purpose: .build, createdAt: Tenant.start)
    server.description = "'; DROP TABLE server; --"
    server.hostKey = "ssh-ed25519 AAAA"
    server.enableDockerCleanup = false
    server.buildsConcurrency = 3
    server.observation = ServerObservation(since: Tenant.start, isReachable: false, problem: "away", docker: nil)
    return server
  }

  @Test func `a server round trips, and settings leave what was observed alone`() async throws {
    let store = try await tenant.store()
    let server = server()
    try await store.write { tx throws in
      try tx.servers.insert(server)
      #expect(try tx.servers.one(server.id) == server)
      var changed = server
      changed.name = "web-2"
      changed.observation = nil
      try tx.servers.update(changed)
      changed.observation = server.observation
      #expect(try tx.servers.one(server.id) == changed)
      try tx.servers.observe(server.id, nil)
      #expect(try tx.servers.one(server.id).observation == nil)
      #expect(try tx.servers.count(in: server.organizationID) == 1)
    }
  }

  @Test func `only servers that may be reached are looked after`() async throws {
    let store = try await tenant.store()
    let key = SSHKey(
      organizationID: tenant.organization.id, name: "k", publicKey: "p", privateKey: Secret("s"),
      createdAt: Tenant.start)
    let (good, keyless) = (server("good", key: key.id), server("keyless"))
    var (unconfirmed, disabled) = (server("unconfirmed", key: key.id), server("disabled", key: key.id))
    unconfirmed.hostKey = nil
    disabled.isEnabled = false
    let all = [good, keyless, unconfirmed, disabled]
    try await store.write { tx throws in
      try tx.sshKeys.insert(key)
      for server in all { try tx.servers.insert(server) }
      #expect(try tx.servers.reachable() == [good])
      #expect(try tx.servers.all(with: key.id).map(\.name) == ["disabled", "good", "unconfirmed"])
    }
  }

  @Test func `an act of setting up begins once, keeps its steps, and never leaves its end`() async throws {
    let store = try await tenant.store()
    let server = server()
    let run = ServerRun(
      organizationID: server.organizationID, serverID: server.id, steps: ServerStep.all(for: .deploy),
      createdAt: Tenant.start)
    let later = Tenant.start.addingTimeInterval(5)
    try await store.write { tx throws in
      try tx.servers.insert(server)
      try tx.serverRuns.insert(run)
      #expect(try tx.serverRuns.one(run.id) == run && tx.serverRuns.isActive(server.id))
      #expect(try tx.serverRuns.begin(run.id, now: later))
      var steps = run.steps
      steps[0].state = .done
      steps[0].message = "hello"
      steps[0].startedAt = later
      try tx.serverRuns.setSteps(run.id, steps)
      #expect(try tx.serverRuns.one(run.id).steps == steps)
      try tx.serverLogs.append(run.id, text: "one\ntwo\n", lines: 2, now: later)
      #expect(try tx.serverLogs.tail(of: run.id, lines: 1) == "two\n")
      try tx.serverRuns.finish(run.id, status: .done, message: nil, now: later)
      try tx.serverRuns.finish(run.id, status: .error, message: "late", now: later)
      let ended = try tx.serverRuns.one(run.id)
      #expect(ended.status == .done && ended.message == nil && ended.startedAt == later && ended.finishedAt == later)
      #expect(try !tx.serverRuns.begin(run.id, now: later) && tx.serverRuns.hasSucceeded(server.id))
      try tx.servers.delete(server.id)
      #expect(try tx.serverRuns.find(run.id) == nil)
      #expect(try tx.serverLogs.byteCount(of: run.id) == 0)
    }
  }

  @Test func `how a server is measured is kept with its token sealed, and goes with the server`() async throws {
    let store = try await tenant.store()
    let server = server()
    try await store.write { tx throws in
      try tx.servers.insert(server)
      let made = try tx.serverAgents.obtain(server.id)
      let again = try tx.serverAgents.obtain(server.id)
      #expect(again == made && !made.token.isEmpty && !made.isPlaced)
      var changed = made
      changed.config.server.refreshRate = 10
      try tx.serverAgents.update(changed)
      try tx.serverAgents.note(server.id, isPlaced: true, problem: "it is slow")
      try tx.serverAgents.heard(server.id, 7)
      let found = try tx.serverAgents.find(server.id)
      #expect(found?.config.server.refreshRate == 10 && found?.isPlaced == true)
      #expect(found?.problem == "it is slow" && found?.heardAlert == 7)
      let columns = Dictionary(
        try tx.serverAgents.columns(of: made).map { ($0.name, "\($0.value)") },
        uniquingKeysWith: { first, _ in first })
      #expect(columns["token"]?.contains(made.token.reveal()) == false)
      try tx.servers.delete(server.id)
      #expect(try tx.serverAgents.find(server.id) == nil)
    }
  }

  @Test func `old acts are forgotten, and none that works`() async throws {
    let store = try await tenant.store()
    let server = server()
    try await store.write { tx throws in
      try tx.servers.insert(server)
      for number in 0..<25 {
        let run = ServerRun(
          organizationID: server.organizationID, serverID: server.id, steps: [],
          createdAt: Tenant.start.addingTimeInterval(Double(number)))
        try tx.serverRuns.insert(run)
        if number > 0 { try tx.serverRuns.finish(run.id, status: .done, message: nil, now: Tenant.start) }
      }
      try tx.serverRuns.trim(of: server.id)
      let left = try tx.serverRuns.all(of: server.id)
      #expect(left.count == 21 && left.last?.status == .queued)
      #expect(try tx.serverRuns.newest(of: server.id)?.id == left.first?.id)
    }
  }
}
