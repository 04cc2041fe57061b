import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayWeb

/// The pages of servers, through the real router.
@Suite struct ServersPageTests {
  @Test func `without servers the page says what one is for, and offers to add one`() async throws {
    let dashboard = try await Dashboard.make()
    let id = dashboard.tenant.server.id
    try await dashboard.write { try $0.servers.delete(id) }
    let markup = try await dashboard.markup("/servers")
    #expect(markup.problems.isEmpty && markup.text.contains("No servers yet"))
    #expect(markup.values("data-target").contains("server-new"))
  }

  @Test func `a server that is added gets a key of its own, and its page says what to do next`() async throws {
    let dashboard = try await Dashboard.make()
    let reply = try await dashboard.post(
      "/forms/save-server",
      [
        ("_form", "server-new"), ("_back", "/servers"), ("name", "web-1"), ("ipAddress", "192.0.2.10"),
        ("port", "22"),
        ("username", "root"), ("serverType", "deploy"), ("sshKeyId", "new"), ("description", ""),
      ])
    #expect(reply.status == 303, "\(reply.text)")
    let page = try await dashboard.markup(reply["location"] ?? "")
    #expect(page.problems.isEmpty, "\(page.problems)")
    #expect(page.text.contains("Host key to confirm") && page.text.contains("authorized_keys"))
    #expect(page.text.contains("ssh-ed25519 "))
    #expect(page.values("data-source").contains { $0.hasSuffix("/host-key") })
    let list = try await dashboard.markup("/servers")
    #expect(list.text.contains("web-1") && list.text.contains("root@192.0.2.10:22"))
  }

  @Test func `what is refused is said beside its field and leaves no key behind`() async throws {
    let dashboard = try await Dashboard.make()
    let organization = dashboard.tenant.organization.id
    let before = try await dashboard.test.store.read { try $0.sshKeys.all(in: organization).count }
    let reply = try await dashboard.post(
      "/forms/save-server",
      [
        ("_form", "server-new"), ("_back", "/servers"), ("name", "web-1"), ("ipAddress", "127.0.0.1"), ("port", "22"),
        ("username", "root"), ("serverType", "deploy"), ("sshKeyId", "new"), ("description", ""),
      ])
    #expect(reply.status == 422 && reply.text.contains("server-new-ipAddress-problem"))
    #expect(try await dashboard.test.store.read { try $0.sshKeys.all(in: organization).count } == before)
  }

  @Test func `each state has its words and what to do`() async throws {
    let dashboard = try await Dashboard.make()
    let server = dashboard.tenant.server
    let (key, now) = (dashboard.tenant.sshKey.id, Date())
    func page(_ change: @escaping @Sendable (inout Server, Transaction) throws -> Void) async throws -> Markup {
      try await dashboard.write { tx in
        var changed = try tx.servers.one(server.id)
        changed.isEnabled = true
        try change(&changed, tx)
        try tx.servers.update(changed)
      }
      return try await dashboard.markup("/servers/\(server.id)")
    }
    #expect(try await dashboard.markup("/servers/\(server.id)").text.contains("It is disabled"))
    #expect(try await page { server, _ in server.sshKeyID = nil }.text.contains("It has no SSH key"))
    let fresh = try await page { server, _ in
      server.sshKeyID = key
      server.hostKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA"
    }
    #expect(fresh.text.contains("It is not set up yet") && fresh.text.contains("Set up"))
    let failed = try await page { server, tx in
      let run = try ServerSetupJob.enqueue(tx, server, now: now)
      var steps = run.steps
      steps[0].state = .failed
      steps[0].message = "the disk is full"
      try tx.serverRuns.setSteps(run.id, steps)
      try tx.serverRuns.finish(run.id, status: .error, message: "the disk is full", now: now)
    }
    #expect(
      failed.problems.isEmpty && failed.text.contains("Setting it up failed")
        && failed.text.contains("the disk is full"))
    let away = try await page { server, tx in
      try tx.servers.observe(server.id, ServerObservation(since: now, isReachable: false, problem: "no route"))
    }
    #expect(away.text.contains("out of reach") && away.text.contains("no route"))
  }

  @Test func `findings say what to do`() {
    let text = ServerChecksPart.render([
      ServerCheck("docker", "Docker", .problem, "away <b>", fix: "Set the server up."),
      ServerCheck("disk", "Disk", .ok, "9 GB free"),
    ]).text
    #expect(text.contains("away &lt;b&gt;") && text.contains("Set the server up.") && text.contains("finding good"))
  }
}
