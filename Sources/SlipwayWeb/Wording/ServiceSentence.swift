import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// How a service is, in one word and one sentence: what is wanted beside what is observed.
struct ServiceSentence {
  var tone: Tone
  var word: String
  var text: String

  init(frame: any ServiceFrame) {
    let facts = frame.facts
    if let active = frame.active {
      tone = .working
      word = active.state == .queued ? "Queued" : "Deploying"
      text = active.step.map(StatusWords.activity) ?? "waiting for its turn"
    } else if facts.isStopped {
      (tone, word, text) = (.idle, "Stopped", "nothing runs until it is started or deployed")
    } else if facts.status == .error {
      (tone, word, text) = Self.failed(frame)
    } else if facts.status == .idle {
      (tone, word, text) = Self.idle(frame)
    } else {
      (tone, word, text) = Self.serving(frame.observed)
    }
  }

  /// What was deployed and is not stopped is on its way, whatever it was before.
  private static func idle(_ frame: any ServiceFrame) -> (Tone, String, String) {
    guard frame.facts.deployments.contains(where: { $0.state == .done }) else {
      return (.idle, "Not deployed", "deploy it to see it run")
    }
    if let observed = frame.observed, observed.running > 0 { return serving(observed) }
    return (.working, "Starting", "its tasks are on their way")
  }

  /// In a list: by what is stored, without asking Docker.
  init(status: Deployable.Status, glance: EnvironmentGlances.Glance?) {
    let (isStopped, isServing) = (glance?.isStopped ?? false, glance?.isServing ?? false)
    switch status {
    case .error where isServing && !isStopped:
      (tone, word, text) = (.failed, "Last deployment failed", "the one before serves")
    case .idle where glance != nil && !isStopped && glance?.lastDeployedAt == nil && glance?.lastTriedAt == nil:
      (tone, word, text) = (.idle, "Not deployed", "")
    case .idle where isServing && !isStopped:
      (tone, word, text) = (.working, "Starting", "")
    default:
      tone = StatusWords.tone(status, isStopped: isStopped)
      word = StatusWords.word(status, isStopped: isStopped)
      text = ""
    }
  }

  private static func failed(_ frame: any ServiceFrame) -> (Tone, String, String) {
    let isServing = frame.observed.map { $0.running > 0 } ?? frame.facts.deployments.contains { $0.state == .done }
    return isServing
      ? (.failed, "Last deployment failed", "the version before it serves")
      : (.failed, "Failed", "no version of it runs")
  }

  private static func serving(_ observed: ObservedService?) -> (Tone, String, String) {
    guard let observed else { return (.good, "Running", "") }
    let numbers = "\(observed.wanted) wanted, \(observed.running) running"
    if observed.running >= observed.wanted {
      return (.good, "Running", Amounts.count(observed.running, "task"))
    }
    let reason = observed.trouble?.message.map { ": \($0)" } ?? ""
    return (observed.running == 0 ? .failed : .warning, observed.running == 0 ? "Down" : "Degraded", numbers + reason)
  }
}
