import Foundation
import SlipwayCore

/// The steps of a deployment as one bar: each as wide as it was long, with its time.
struct StepBar {
  var times: [DeploymentStepTime]
  var status: DeploymentStatus
  var now: Date

  var html: HTML {
    """
    <ol class="steps" aria-label="Steps">\(each: DeploymentStep.allCases.filter(isShown), item)</ol>
    """
  }

  private func isShown(_ step: DeploymentStep) -> Bool {
    !status.isFinal || times.contains { $0.step == step }
  }

  private func item(_ step: DeploymentStep) -> HTML {
    guard let time = times.last(where: { $0.step == step }) else {
      return """
        <li class="step waiting g2"><span class="step-line"></span><span class="step-name">\(Self.title(step))</span>\
        <span class="step-time">–</span></li>
        """
    }
    let seconds = max(0, (time.finishedAt ?? now).timeIntervalSince(time.startedAt))
    return """
      <li class="step \(state(time)) g\(Self.width(seconds))"><span class="step-line"></span>\
      <span class="step-name">\(mark(time))\(Self.title(step))</span>\
      <span class="step-time">\(TimeWords.elapsed(seconds))</span></li>
      """
  }

  private func state(_ time: DeploymentStepTime) -> String {
    let isLast = time.step == times.last?.step
    if isLast && status == .error { return "failed" }
    if isLast && (status == .cancelled || status == .superseded) { return "stopped" }
    return time.finishedAt == nil && !status.isFinal ? "working" : "finished"
  }

  private func mark(_ time: DeploymentStepTime) -> HTML {
    switch state(time) {
    case "failed": icon(.error)
    case "working": icon(.loader)
    case "stopped": icon(.forbidden)
    default: icon(.check)
    }
  }

  /// Widths are classes, because the content security policy allows no inline styles: 2 (an instant) to 16.
  static func width(_ seconds: TimeInterval) -> Int { min(16, 2 + Int(log2(1 + seconds) * 2)) }

  static func title(_ step: DeploymentStep) -> String {
    switch step {
    case .queue: "Queue"
    case .source: "Source"
    case .build: "Build"
    case .start: "Start"
    case .verify: "Verify"
    case .switch: "Switch"
    case .retire: "Retire"
    }
  }
}
