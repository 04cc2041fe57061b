import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// One schedule: when it runs, what, how the last runs ended, and what can be done.
struct ScheduleCard {
  private static let shown = 8

  var row: ScheduleRow
  var context: PageContext

  var html: HTML {
    Card(
      row.name,
      note: "\(row.enabled ? ScheduleWords.rhythm(row.cronExpression, row.timezone) : "Off: run by hand only")",
      actions: actions, id: "schedule-\(row.scheduleId)", tone: last?.state == .error ? .failed : nil
    ).html(
      """
      <div class="stack" id="schedule-runs-\(row.scheduleId)" data-behavior="live" data-topics="schedules">\
      \(row.description.map { "<p class=\"muted\">\($0)</p>" })<pre class="command">\(row.script ?? row.command)</pre>\
      \(keyValue(facts))\(failure)\(history)</div>
      """)
  }

  private var last: ScheduleRunRow? { row.deployments.first { $0.state.isFinal } }

  private var facts: [(String, HTML)] {
    var facts: [(String, HTML)] = []
    if let service = row.serviceName { facts.append(("Service", "\(service)")) }
    facts.append(("Read by", "\(ScheduleWords.shell(row.shellType))"))
    if !row.nextRuns.isEmpty {
      facts.append(("Next", ScheduleWords.next(row.nextRuns, row.timezone, now: context.now)))
    }
    facts.append(("While one is at work", "\(ScheduleWords.overlap(row.overlap))"))
    facts.append(("Missed while away", "\(ScheduleWords.missed(row.missed))"))
    facts.append(("Ended after", "\(ScheduleWords.time(row.timeout))"))
    if row.retries > 0 {
      facts.append(
        ("Tried again", "\(Amounts.count(row.retries, "time")), after \(ScheduleWords.time(row.retryDelay))"))
    }
    return facts
  }

  private var failure: HTML? {
    guard let last, last.state == .error else { return nil }
    return ErrorBox(title: "The last run failed", message: last.errorMessage ?? "Its log says why.").html
  }

  private var named: [(name: String, value: String)] { [("scheduleId", row.scheduleId.rawValue)] }

  private var actions: HTML {
    // The page of the run shows how it goes.
    let run = PostForm(
      "schedule.runManually", context, id: "run-\(row.scheduleId)", hidden: named + [("wait", "false")],
      next: "/schedules/runs/{deploymentId}")
    let turn = PostForm(
      "schedule.update", context, id: "turn-\(row.scheduleId)",
      hidden: named + [
        ("name", row.name), ("cronExpression", row.cronExpression), ("command", row.command),
        ("enabled", row.enabled ? "false" : "true"),
      ])
    var remove = PostForm("schedule.delete", context, id: "remove-\(row.scheduleId)", hidden: named)
    remove.question = "Delete “\(row.name)” with the history of its runs? A run that is at work is ended."
    return """
      \(run.button("Run now", icon: .play))\
      \(turn.button(row.enabled ? "Turn off" : "Turn on", icon: row.enabled ? .forbidden : .check))\
      \(dialogButton("Edit", opens: "edit-\(row.scheduleId)", icon: .edit))\
      \(remove.button("Delete", .danger, icon: .trash))
      """
  }

  private var history: HTML {
    guard !row.deployments.isEmpty else { return "<p class=\"muted\">It has not run yet.</p>" }
    let older = row.deployments.dropFirst(Self.shown)
    let rest = more("\(older.count) older", "<div class=\"list\">\(each: older, item)</div>")
    return """
      <div class="list edge">\(each: row.deployments.prefix(Self.shown), item)\
      \(when: !older.isEmpty, "<div class=\"list-more\">\(rest)</div>")</div>
      """
  }

  private func item(_ run: ScheduleRunRow) -> HTML {
    """
    <article class="list-item"><div class="list-main"><div class="list-title">\
    <a href="/schedules/runs/\(run.deploymentId)">\(run.title)</a>\
    \(statusDot(ScheduleWords.tone(run.state), ScheduleWords.word(run)))</div>\
    <div class="list-sub">\(ScheduleWords.facts(run, now: context.now))\
    \((run.message ?? run.errorMessage).map { "<span>\($0)</span>" })</div></div></article>
    """
  }
}
