import SlipwayCore
import SlipwayInventory

/// What asks before a node is changed: made when it is asked for, also by a form that was refused.
struct DockerNodeDialogs {
  var node: ClusterNode
  var frame: DockerFrame

  var html: HTML {
    """
    \(when: isAsked("labels"), labels)\(when: isAsked("drain"), drain)\(when: isAsked("remove"), removal)
    """
  }

  private func id(_ kind: String) -> String { "\(kind)-\(node.nodeId)" }

  private func isAsked(_ kind: String) -> Bool {
    frame.context.open == id(kind) || frame.context.failure?.form == id(kind)
  }

  private var labels: HTML {
    let form = PostForm(
      SaveNodeLabelsForm.name, frame.context, id: id("labels"), hidden: [("nodeId", node.nodeId)] + frame.hidden)
    let lines = node.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "\n")
    let field = Field("labels", "Labels", lines).with { field in
      field.rows = 5
      field.isCode = true
      field.placeholder = "disk=ssd"
      field.help =
        "One a line. A service with the placement constraint <code>node.labels.disk==ssd</code> runs on such nodes only."
    }
    return Dialog(id: id("labels"), title: "Labels of \(node.hostname)", isOpen: true).html(
      form.html(
        "\(field.html(form))<div class=\"form-actions\">\(button("Save", .primary))</div>",
        action: "/forms/\(SaveNodeLabelsForm.name)"))
  }

  /// Which tasks go elsewhere, and which have nowhere to go.
  private var fates: [String] {
    let moving = Set(node.tasks.filter { !$0.isBound }.map(name)).sorted()
    let stopping = Set(node.tasks.filter(\.isBound).map(name)).sorted()
    return (moving.isEmpty ? [] : ["\(list(moving)): other nodes that fit take over"])
      + (stopping.isEmpty ? [] : ["\(list(stopping)): stops, as it may run on this node only"])
  }

  private func name(_ task: ClusterTask) -> String { task.owner.serviceName ?? task.service }

  private func list(_ names: [String]) -> String {
    names.prefix(6).joined(separator: ", ") + (names.count > 6 ? " and \(names.count - 6) more" : "")
  }

  /// What would happen was shown: that is what force is for.
  private var force: [(name: String, value: String)] { node.tasks.isEmpty ? [] : [("force", "true")] }

  private var drain: HTML {
    let form = PostForm(
      "cluster.setAvailability", frame.context, id: id("drain"),
      hidden: [
        ("nodeId", node.nodeId), ("availability", "drain"),
        ("_notice", "\(node.hostname) is given no tasks any more."),
      ] + force + frame.hidden)
    return Dialog(
      id: id("drain"), title: "Drain \(node.hostname)",
      note: "All of its tasks end, and it is given none until it is activated again.", isOpen: true
    ).html(
      form.html(
        """
        \(when: !fates.isEmpty, "<ul class=\"losses\">\(each: fates, { "<li>\($0)</li>" })</ul>")\
        <div class="form-actions">\(button("Drain", .danger))</div>
        """))
  }

  private var removal: HTML {
    DeleteDialog(
      id: id("remove"), noun: "node", name: node.hostname, title: "Remove \(node.hostname) from the Swarm",
      label: "Remove node",
      losses: fates.isEmpty ? ["nothing: no task runs there"] : fates,
      choice: "<p>Afterwards, <code>docker swarm leave</code> on the machine itself lets it join again.</p>",
      form: PostForm(
        "cluster.removeWorker", frame.context, id: id("remove"),
        hidden: [
          ("nodeId", node.nodeId),
          ("_notice", "\(node.hostname) is out of the Swarm. Run docker swarm leave on it."),
        ] + force + frame.hidden)
    ).html
  }
}
