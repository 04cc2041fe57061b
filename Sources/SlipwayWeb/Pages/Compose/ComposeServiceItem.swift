import SlipwayAnswers
import FoundationEssentials
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures

/// One service of a compose stack in the list of them: how it is and what can be done with it.
struct ComposeServiceItem {
  var service: StackState.Service
  var frame: ComposeFrame
  var context: PageContext

  var html: HTML {
    """
    <article class="list-item"><div class="list-main"><div class="list-title"><strong>\(service.name)</strong>\
    \(statusDot(tone, word))\(when: service.hasDomain, badge("Domain"))</div>\
    <div class="list-sub"><span>\(numbers)</span>\(since)\(trouble)\(pause)</div></div>\(actions)\(dialog)</article>
    """
  }

  private var isDown: Bool { service.wanted > 0 && service.running == 0 && !service.isCompleted }

  private var tone: Tone {
    if service.isStopped || frame.stack.isStopped || service.isCompleted { return .idle }
    if isDown { return .failed }
    return service.running >= service.wanted && !isUnhealthy ? .good : .warning
  }

  private var word: String {
    if service.isStopped || frame.stack.isStopped { return "Stopped" }
    if service.isCompleted { return "Ran to its end" }
    if isDown { return "Down" }
    if isUnhealthy { return "Unhealthy" }
    return service.running >= service.wanted ? "Running" : "Degraded"
  }

  private var isUnhealthy: Bool { service.containers.contains { $0.health == "unhealthy" } }

  private var numbers: String {
    service.isCompleted ? "exit code 0" : "\(service.running) of \(service.wanted) running"
  }

  private var since: HTML? {
    service.containers.compactMap(\.since).max().map { "<span>\(moment($0, now: context.now))</span>" }
  }

  private var trouble: HTML? {
    guard !frame.stack.isStopped else { return nil }
    return service.containers.first { $0.error != nil }?.error.map { "<span>\($0)</span>" }
  }

  private var pause: HTML? {
    service.obstacle.map { "<span>pauses when it is updated: \($0)</span>" }
  }

  private var actions: HTML {
    var items: [HTML] = []
    if service.isStopped {
      items.append(form("startService").button("Start", icon: .play))
    } else {
      var restart = form("restartService")
      restart.question = "Restart \(service.name)? Its containers end and start again."
      items.append(restart.button("Restart", icon: .refresh))
      items.append(dialogButton("Scale", opens: scaleID, icon: .layers))
      var stop = form("stopService")
      stop.question = "Stop \(service.name)? The other services go on."
      items.append(stop.button("Stop", .danger, icon: .stop))
    }
    let log = service.containers.first.map {
      linkButton("Log", href: "\(frame.base)/logs?container=\($0.name.percentEncoded)", icon: .logs)
    }
    guard !frame.stack.isStopped else { return "<div class=\"actions\">\(log)</div>" }
    return "<div class=\"actions\">\(log)\(menu("More for \(service.name)", items))</div>"
  }

  private var scaleID: String { "scale-\(service.name)" }

  private var dialog: HTML {
    let form = PostForm("compose.scaleService", context, id: scaleID, hidden: named)
    let count = Field("replicas", "Containers", String(service.wanted)).with { field in
      field.kind = .number
      field.isRequired = true
      field.help = "The file says \(service.replicas)."
    }
    return Dialog(
      id: scaleID, title: "Scale \(service.name)", isOpen: context.open == scaleID || form.failure != nil
    ).html(form.html("\(count.html(form))<div class=\"form-actions\">\(button("Scale", .primary))</div>"))
  }

  private var named: [(name: String, value: String)] { frame.named + [("serviceName", service.name)] }

  private func form(_ verb: String) -> PostForm {
    PostForm("compose.\(verb)", context, id: "\(verb)-\(service.name)", hidden: named)
  }
}
