import SlipwayAnswers
import Foundation
import SlipwayCore
import SlipwayProcedures

/// What was done to set a server up: the steps of the newest act, its log, and the acts before.
struct ServerSetupCard {
  let detail: ServerDetail
  let context: PageContext

  var html: HTML? {
    guard let run = detail.more.runs.first else { return nil }
    let findings = run.steps.map { step in
      FindingList.Finding(
        tone: ServerWords.tone(step.state), title: ServerWords.title(step.kind), text: step.message, time: time(step))
    }
    let when: HTML = "\(word(run)) \(moment(run.finishedAt ?? run.startedAt ?? run.createdAt, now: context.now))"
    return """
      \(Card("Set-up", note: when).html(FindingList(label: "Steps", findings: findings).html))\
      \(log(run))\(earlier)
      """
  }

  private func log(_ run: ServerRunRow) -> HTML {
    LogView(
      id: "log", title: "Log",
      stream: "/listen-deployment?deploymentId=\(run.deploymentId.rawValue.percentEncoded)&times=1",
      fileName: "set-up-\(run.deploymentId).log", waiting: "Waiting for the first line…"
    ).html
  }

  private var earlier: HTML? {
    let runs = detail.more.runs.dropFirst()
    guard !runs.isEmpty else { return nil }
    func item(_ run: ServerRunRow) -> HTML {
      "<li>\(word(run)) \(moment(run.finishedAt ?? run.createdAt, now: context.now))\(run.errorMessage.map { ": \($0)" })</li>"
    }
    return more("Earlier", "<ul class=\"plain-list\">\(each: runs, item)</ul>")
  }

  private func word(_ run: ServerRunRow) -> String {
    switch run.state {
    case .queued: "Queued"
    case .running: "Begun"
    case .done: "Done"
    case .error: "Failed"
    case .cancelled: "Cancelled"
    }
  }

  private func time(_ step: ServerRunRow.Step) -> String? {
    guard let start = step.startedAt else { return nil }
    return TimeWords.elapsed(max(0, (step.finishedAt ?? context.now).timeIntervalSince(start)))
  }
}
