import FoundationEssentials
import SlipwayCore
import SlipwayInventory

/// One node of the Swarm in the list.
struct DockerNodeItem {
  var node: ClusterNode
  var frame: DockerFrame

  var html: HTML {
    let words = "\(node.hostname) \(node.role.rawValue) \(node.address) \(labels.joined(separator: " "))"
    return """
      <article class="list-item" data-words="\(words)"><div class="list-main">\
      <div class="list-title"><strong>\(node.hostname)</strong>\(badge(role))\
      \(when: node.isOwn, badge(frame.server == nil ? "Slipway works here" : "Slipway asks here"))\(status)</div>\
      <div class="list-sub">\(each: facts, { "<span>\($0)</span>" })\(each: labels, { "<span class=\"mono\">\($0)</span>" })</div>\
      \(trouble)\(tasks)</div><div class="actions">\(menu("More about \(node.hostname)", actions))</div></article>
      """
  }

  private var role: String {
    guard node.role == .manager else { return "Worker" }
    return node.isLeader ? "Manager, leader" : "Manager"
  }

  private var status: HTML {
    guard node.isReady else { return statusDot(.failed, node.state.capitalized) }
    return switch node.availability {
    case .active: statusDot(.good, "Ready")
    case .pause: statusDot(.warning, "Paused: takes nothing new")
    case .drain: statusDot(.warning, "Drained: runs nothing")
    }
  }

  private var facts: [String] {
    let cpus = node.cpus > 0 ? [Amounts.count(Int(node.cpus.rounded()), "processor")] : []
    let memory = node.memory > 0 ? [BackupWords.bytes(node.memory)] : []
    return ["Docker \(node.engineVersion)"] + cpus + memory + ["\(node.system) \(node.architecture)"]
      + (node.address.isEmpty ? [] : [node.address])
  }

  private var labels: [String] { node.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" } }

  private var trouble: HTML? {
    if node.reachability == "unreachable" {
      return "<p class=\"note\">The other managers do not reach it: changes stop when most of them are gone.</p>"
    }
    guard !node.isReady else { return nil }
    return """
      <p class="note">\(node.problem ?? "It does not answer.") Other nodes take its tasks over, but for those that are bound to it.</p>
      """
  }

  private var tasks: HTML {
    guard !node.tasks.isEmpty else { return "<p class=\"note\">Nothing runs there.</p>" }
    func item(_ task: ClusterTask) -> HTML {
      """
      <li><code>\(task.service)\(task.slot > 0 ? ".\(task.slot)" : "")</code> \(ownerMark(task.owner)), \(task.state)\
      \(when: task.isBound, ", on this node only")\(task.error.map { ": \($0)" } ?? "")</li>
      """
    }
    return """
      <details class="plain-details"><summary>\(Amounts.count(node.tasks.count, "task"))</summary>\
      <ul class="plain-list">\(each: node.tasks, item)</ul></details>
      """
  }

  private var actions: [HTML] {
    var found: [HTML] = [linkButton("Labels", href: open("labels"), .quiet, icon: .tag)]
    if node.availability != .active { found.append(availability(.active, "Activate", .play, "runs services again")) }
    if node.availability == .active { found.append(availability(.pause, "Pause", .stop, "takes nothing new")) }
    if !node.isOwn {
      if node.availability != .drain { found.append(linkButton("Drain", href: open("drain"), .quiet, icon: .upload)) }
      found.append(role(node.role == .worker ? .manager : .worker))
      if node.role == .worker { found.append(linkButton("Remove", href: open("remove"), .danger, icon: .trash)) }
    }
    return found
  }

  private func open(_ dialog: String) -> String {
    frame.href("\(DockerSwarmPage.path)?open=\(dialog)-\(node.nodeId)")
  }

  private func availability(
    _ wanted: SwarmAvailability, _ label: String, _ shown: Icon, _ what: String
  ) -> HTML {
    PostForm(
      "cluster.setAvailability", frame.context, id: "\(wanted.rawValue)-\(node.nodeId)",
      hidden: [
        ("nodeId", node.nodeId), ("availability", wanted.rawValue), ("_notice", "\(node.hostname) \(what)."),
      ] + frame.hidden
    ).button(label, .quiet, icon: shown)
  }

  private func role(_ wanted: SwarmRole) -> HTML {
    var form = PostForm(
      "cluster.setRole", frame.context, id: "role-\(node.nodeId)",
      hidden: [
        ("nodeId", node.nodeId), ("role", wanted.rawValue),
        ("_notice", "\(node.hostname) is a \(wanted.rawValue) now."),
      ] + frame.hidden)
    form.question =
      wanted == .manager
      ? "Make \(node.hostname) a manager? It gets the Swarm’s secrets, and most of the managers must be there for any change."
      : "Make \(node.hostname) a worker?"
    return form.button(wanted == .manager ? "Promote" : "Demote", .quiet, icon: .rollback)
  }
}
