import SlipwayAnswers
import Foundation
import SlipwayCore
import SlipwayProcedures

/// A deployment in a few lines: what it was, of which commit, when, how long.
struct DeploymentSummary {
  var deployment: DeploymentRow
  var now: Date

  /// How long it took, or has taken.
  var seconds: TimeInterval? {
    guard let start = deployment.startedAt else { return nil }
    return max(0, (deployment.finishedAt ?? now).timeIntervalSince(start))
  }

  var facts: HTML {
    """
    <span class="deploy-meta">\(commit)<span>\(StatusWords.title(deployment.kind))</span>\
    <span>\(moment(deployment.createdAt, now: now))</span>\(duration)</span>
    """
  }

  private var commit: HTML? {
    guard let commit = deployment.commit, !commit.isEmpty else { return nil }
    return "<code title=\"\(commit)\">\(icon(.commit)) \(String(commit.prefix(8)))</code>"
  }

  private var duration: HTML? {
    seconds.map { "<span>\(icon(.clock)) \(TimeWords.elapsed($0))</span>" }
  }
}
