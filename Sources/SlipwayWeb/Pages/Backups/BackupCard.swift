import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// One backup: when it is made, where it goes, how the last ones ended, and what can be done.
struct BackupCard {
  var view: BackupView
  var context: PageContext
  /// The button that opens the restore of one of its files; `nil` where there is none.
  var restore: (BackupRunRow) -> HTML?

  var html: HTML {
    let place = "\(view.destination?.name ?? "No destination") / \(view.prefix.isEmpty ? "…" : view.prefix)"
    return Card(
      view.title, note: "\(view.words)", actions: actions, id: "backup-\(view.id)",
      tone: lastBackup?.state == .error ? .failed : nil
    ).html(
      """
      <div class="stack" id="backup-runs-\(view.id)" data-behavior="live" data-topics="backups">\
      \(held)\(keyValue(facts(place)))\(BackupBars(runs: view.runs).html)\(failure)\(history)</div>
      """)
  }

  private var lastBackup: BackupRunRow? { view.runs.first { $0.kind == .backup && $0.state.isFinal } }
  private var lastDrill: BackupRunRow? { view.runs.first { $0.kind == .drill && $0.state.isFinal } }

  private func facts(_ place: String) -> [(String, HTML)] {
    var facts: [(String, HTML)] = [("Goes to", "\(place)")]
    if view.isVolume { facts.insert(("Volume", "<code>\(view.subject)</code>"), at: 0) }
    if let next = view.nextAt, view.isEnabled { facts.append(("Next", moment(next, now: context.now))) }
    facts.append(("Keeps", view.keep.map { "the newest \($0)" } ?? "all"))
    if let last = lastBackup { facts.append(("Last", line(last, BackupWords.facts(last, now: context.now)))) }
    if view.turnsOff {
      let named = view.resting.map { "\($0.joined(separator: ", ")): stopped; all others run" }
      facts.append(("Meanwhile", "\(named ?? "the service is stopped")"))
    }
    if view.isPanel { facts.append(("Key", view.includesKey ? "is in it" : "is not in it: keep it elsewhere")) }
    if let drill = lastDrill {
      facts.append(("Last drill", line(drill, moment(drill.createdAt, now: context.now))))
    }
    return facts
  }

  private var failure: HTML? {
    let failed = [("The last backup failed", lastBackup), ("The last drill failed", lastDrill)].filter {
      $0.1?.state == .error
    }
    guard !failed.isEmpty else { return nil }
    return
      "\(each: failed, { ErrorBox(title: $0.0, message: $0.1?.errorMessage ?? "Its log says why.").html })"
  }

  private var held: HTML? {
    guard view.heldSince != nil, view.isEnabled else { return nil }
    return ErrorBox(
      title: "Its schedule rests",
      message: "Slipway itself was restored from a backup: what this one backs up may be empty yet.",
      advice: "Restore its data first; or press “Back up now” when it is there. The schedule goes on from then.",
      tone: .warning
    ).html
  }

  private func line(_ run: BackupRunRow, _ facts: HTML) -> HTML {
    "<span class=\"line\">\(statusDot(BackupWords.tone(run.state), BackupWords.word(run)))\(facts)</span>"
  }

  private var actions: HTML {
    var remove = PostForm(
      view.isVolume ? "volumeBackups.delete" : "backup.remove", context, id: "remove-\(view.id)", hidden: view.named)
    remove.question = "End this backup? The files that it made stay in the destination."
    // The page of the run shows how it goes.
    let now = view.named + [("wait", "false")]
    let run = PostForm(
      view.manual, context, id: "run-\(view.id)", hidden: now, next: "/backups/runs/{deploymentId}")
    let drill = PostForm(
      "backup.drill", context, id: "drill-\(view.id)", hidden: now, next: "/backups/runs/{deploymentId}")
    let canDrill = !view.isVolume && !view.isPanel && view.serviceName == nil && view.runs.contains { $0.isStored }
    return """
      \(run.button("Back up now", icon: .play))\
      \(when: canDrill, drill.button("Drill", icon: .activity))\
      \(dialogButton("Edit", opens: "edit-\(view.id)", icon: .edit))\(remove.button("Remove", .danger, icon: .trash))
      """
  }

  private var history: HTML? {
    guard !view.runs.isEmpty else { return "<p class=\"muted\">It has not been made yet.</p>" }
    let older = view.runs.dropFirst(8)
    let rest = more("\(older.count) older", "<div class=\"list\">\(each: older, item)</div>")
    return """
      <div class="list edge">\(each: view.runs.prefix(8), item)\
      \(when: !older.isEmpty, "<div class=\"list-more\">\(rest)</div>")</div>
      """
  }

  private func item(_ run: BackupRunRow) -> HTML {
    Self.item(run, context, restore: run.isStored ? restore(run) : nil)
  }

  /// A run in a list.
  static func item(_ run: BackupRunRow, _ context: PageContext, restore: HTML?) -> HTML {
    """
    <article class="list-item"><div class="list-main"><div class="list-title">\
    <a href="/backups/runs/\(run.deploymentId)">\(run.title)</a>\
    \(statusDot(BackupWords.tone(run.state), BackupWords.word(run)))</div>\
    <div class="list-sub">\(BackupWords.facts(run, now: context.now))\
    \((run.message ?? run.errorMessage).map { "<span>\(FieldWords.told($0))</span>" })</div></div>\
    <div class="actions">\(restore)</div></article>
    """
  }
}
