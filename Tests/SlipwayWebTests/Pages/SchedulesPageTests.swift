import SlipwayCore
import SlipwayProcedures
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayWeb

@Suite struct SchedulesPageTests {
  @Test func `a schedule of a server is made on its page and found in the list of all`() async throws {
    let dashboard = try await Dashboard.make()
    let server = dashboard.tenant.server
    let base = "/servers/\(server.id)/schedules"
    #expect(try await dashboard.markup(base).text.contains("No schedules yet"))
    let made = try await dashboard.post(
      "/forms/save-schedule",
      [
        ("_back", base), ("_form", "schedule-new"), ("scheduleType", "server"), ("serverId", server.id.rawValue),
        ("name", "Sweep the floor"), ("cronExpression", "*/5 * * * *"), ("timezone", ""), ("command", "df -h"),
        ("shellType", "bash"), ("enabled", "true"), ("overlap", "skip"), ("missed", "skip"), ("timeout", "10m"),
        ("retries", "0"), ("retryDelay", "60s"),
      ])
    #expect(made.status == 303, "\(made.text)")
    let page = try await dashboard.markup(base)
    #expect(page.problems.isEmpty && page.text.contains("Sweep the floor"), "\(page.problems)")
    let all = try await dashboard.markup("/schedules")
    #expect(all.text.contains(server.name) && all.values("href").contains { $0.hasPrefix(base + "#schedule-") })
  }

  @Test func `a schedule is made by its dialog, turned off, and found in every list`() async throws {
    let dashboard = try await Dashboard.make()
    let base = "/applications/\(dashboard.tenant.application.id)/schedules"
    let fields = [
      ("_back", base), ("_form", "schedule-new"), ("scheduleType", "application"),
      ("applicationId", dashboard.tenant.application.id.rawValue), ("name", "Sweep the floor"),
      ("cronExpression", "*/5 * * * *"), ("timezone", "Europe/Berlin"), ("command", "one\r\ntwo"),
      ("shellType", "sh"), ("enabled", "true"), ("overlap", "queue"), ("missed", "once"), ("timeout", "10m"),
      ("retries", "2"), ("retryDelay", "30s"),
    ]
    let made = try await dashboard.post("/forms/save-schedule", fields)
    #expect(made.status == 303, "\(made.text)")
    let id = dashboard.tenant.application.id
    let stored = try await dashboard.test.store.read {
      try $0.schedules.all(of: id)
    }
    let schedule = try #require(stored.first { $0.name.hasPrefix("Sweep") })
    #expect(schedule.text.command.reveal() == "one\ntwo" && schedule.settings.timeoutSeconds == 600)
    #expect(schedule.settings.retryDelaySeconds == 30 && schedule.settings.overlap == .queue)
    let page = try await dashboard.get(base)
    #expect(page.text.contains("Sweep the floor") && page.text.contains("every 5 minutes, Europe/Berlin"))
    #expect(try await dashboard.get("/schedules").text.contains("Sweep the floor"))

    let off = try await dashboard.post(
      "/do/schedule.update",
      [
        ("_back", base), ("scheduleId", schedule.id.rawValue), ("name", schedule.name),
        ("cronExpression", schedule.expression), ("command", "one\r\ntwo"), ("enabled", "false"),
      ])
    #expect(off.status == 303)
    let after = try await dashboard.test.store.read { try $0.schedules.one(schedule.id) }
    #expect(!after.isEnabled && after.text == schedule.text && after.settings == schedule.settings)
  }

  @Test func `what was typed wrongly comes back beside its field`() async throws {
    let dashboard = try await Dashboard.make()
    let base = "/applications/\(dashboard.tenant.application.id)/schedules"
    let refused = try await dashboard.post(
      "/forms/save-schedule",
      [
        ("_back", base), ("_form", "schedule-new"), ("scheduleType", "application"),
        ("applicationId", dashboard.tenant.application.id.rawValue), ("name", "x"), ("cronExpression", "never"),
        ("timezone", ""), ("command", "echo <b>"), ("shellType", "sh"), ("enabled", "true"), ("overlap", "skip"),
        ("missed", "skip"), ("timeout", "1h"), ("retries", "0"), ("retryDelay", "1m"),
      ])
    #expect(refused.status == 422)
    #expect(refused.text.contains("must have five parts") && refused.text.contains("echo &lt;b&gt;"))
  }
}
