import FoundationEssentials
import SlipwayCore
import SlipwayInventory
import SlipwayProcedures

/// The nodes of the Swarm, each with what runs there; for whom the machine is.
enum DockerSwarmPage: Page {
  static let path = "/docker/swarm"

  static func html(_ request: PageRequest) async throws -> HTML {
    let frame = try await DockerFrame.load(request)
    return try await frame.page("Swarm", path) {
      do {
        let layout = try await request.desk.ask(ClusterLayout.self, frame.input)
        return Model(layout: layout, join: try await join(request, frame))
      } catch let error as SlipwayError where error.code == .preconditionFailed {
        return Model(problem: error.message)
      }
    } body: {
      render($0, frame, query: request.query["q"] ?? "")
    }
  }

  /// Only when it is asked for: that it was shown stands in the audit trail.
  private static func join(_ request: PageRequest, _ frame: DockerFrame) async throws -> Join? {
    do {
      switch request.query["join"] {
      case "worker":
        return Join(role: .worker, command: try await request.desk.ask(ClusterAddWorker.self, frame.input))
      case "manager":
        return Join(role: .manager, command: try await request.desk.ask(ClusterAddManager.self, frame.input))
      default: return nil
      }
    } catch let error as SlipwayError where error.code == .preconditionFailed {
      return Join(role: .worker, problem: error.message)
    }
  }

  /// What was answered.
  struct Model: Sendable {
    var layout: ClusterLayout.Output?
    var join: Join?
    /// Why there is no Swarm to show.
    var problem: String?
  }

  /// How another machine is let in, or why none can be.
  struct Join: Sendable {
    var role: SwarmRole
    var command: ClusterJoinCommand?
    var problem: String?
  }

  static func render(_ model: Model, _ frame: DockerFrame, query: String = "") -> HTML {
    guard let layout = model.layout else {
      return ErrorBox(title: "There is no Swarm to show", message: model.problem ?? "", tone: .warning).html
    }
    let managers = layout.nodes.count { $0.role == .manager }
    let note =
      Amounts.count(layout.nodes.count, "node") + ", of which " + Amounts.count(managers, "manager") + "."
      + (managers == 2 ? " With two managers, the loss of either stops all changes: one or three are safer." : "")
    let add = linkButton("Add a node", href: frame.href("\(path)?join=worker"), .primary, icon: .plus)
    let list = DockerList(
      title: "Nodes", id: "nodes", note: note, query: query, actions: model.join == nil ? add : nil)
    let items = layout.nodes.map { DockerNodeItem(node: $0, frame: frame).html }
    return """
      \(model.join.map { joining($0, frame) })\(waiting(layout.waiting, frame))\(list.html(items))\
      \(each: layout.nodes, { DockerNodeDialogs(node: $0, frame: frame).html })
      """
  }

  private static func waiting(_ tasks: [ClusterTask], _ frame: DockerFrame) -> HTML? {
    guard !tasks.isEmpty else { return nil }
    func item(_ task: ClusterTask) -> HTML {
      """
      <article class="list-item"><div class="list-main"><div class="list-title"><code>\(task.service)</code>\
      \(statusDot(.warning, task.state.capitalized))</div><div class="list-sub">\(ownerMark(task.owner))\
      <span>\(task.error ?? "Swarm has not said why.")</span></div></div></article>
      """
    }
    return Card("No node takes these", note: "They wait until one can.", tone: .warning, isFlush: true).html(
      "<div class=\"list\">\(each: tasks, item)</div>")
  }

  private static func joining(_ join: Join, _ frame: DockerFrame) -> HTML {
    guard let command = join.command else {
      return ErrorBox(title: "No machine can join", message: join.problem ?? "").html
    }
    var rotate = PostForm(
      "cluster.rotateJoinToken", frame.context, id: "rotate",
      hidden: [("role", join.role.rawValue), ("_notice", "The old command lets nobody in any more.")] + frame.hidden)
    rotate.question = "Make this command useless? Machines that are in the Swarm stay."
    let other: HTML =
      join.role == .worker
      ? linkButton("As a manager instead", href: frame.href("\(path)?join=manager"), .quiet)
      : linkButton("As a worker instead", href: frame.href("\(path)?join=worker"), .quiet)
    let close = linkButton("Done", href: frame.href(path))
    return Card(
      "Add a \(join.role.rawValue)", note: "\(purpose(join.role))", actions: "\(other)\(close)", id: "join"
    ).html(
      """
      <div class="form"><p><strong>1. See that the other machine</strong> has Docker of much the same version as here \
      (\(command.version)), is in no other Swarm, and that it and all nodes reach each other on \
      \(command.ports.joined(separator: ", ")). It reaches this one at <code>\(command.address)</code>.</p>\
      <p><strong>2. Run this there as root.</strong> Whoever has it can add machines: keep it to yourself.</p>\
      \(copyText(command.command, label: "Copy the command"))\
      <p><strong>3. Look here again.</strong> The machine appears among the nodes within seconds. Images reach it through a \
      registry only: choose one for each service that is to run on several nodes.</p>\
      <div class="form-actions">\(rotate.button("Make this command useless", .quiet, icon: .forbidden))</div></div>
      """)
  }

  private static func purpose(_ role: SwarmRole) -> String {
    switch role {
    case .worker: "It runs tasks. That you were shown the command stands in the activity."
    case .manager:
      "It runs tasks, and keeps the Swarm’s state together with the other managers. That you were shown the command stands in "
        + "the activity."
    }
  }
}
