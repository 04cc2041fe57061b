import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// What can be done with a database from every one of its pages: one primary action, the others in a menu.
struct DatabaseActions {
  var frame: DatabaseFrame
  var context: PageContext

  var html: HTML { primary + menu("More actions", others) }

  private var primary: HTML {
    if let active = frame.active {
      let cancel = PostForm(
        "deployment.killProcess", context, hidden: [("deploymentId", active.deploymentId.rawValue)])
      return cancel.button("Cancel deployment", .danger, icon: .stop)
    }
    if frame.database.isStopped { return form("start").button("Start", .primary, icon: .play) }
    if let changes = frame.changes, !changes.isEmpty {
      let label = "Deploy \(Amounts.count(changes.count, "change"))"
      return dialogButton(label, opens: DeployDialog.id, .primary, icon: .rocket)
    }
    return PostForm.deploying(frame, context).button("Deploy", .primary, icon: .rocket)
  }

  private var others: [HTML] {
    var items: [HTML] = []
    if frame.changes != nil {
      var reload = form("reload", [("appName", frame.database.appName), ("wait", "false")])
      reload.question =
        "Restart \(frame.database.name) with its present settings? Its clients lose their connections."
      items.append(reload.button("Reload with present settings", icon: .refresh))
    }
    if frame.database.isStopped {
      items.append(PostForm.deploying(frame, context).button("Deploy", icon: .rocket))
    } else {
      var stop = form("stop")
      stop.question = "Stop \(frame.database.name)? Nothing can connect until it is started again; its data stays."
      items.append(stop.button("Stop", .danger, icon: .stop))
    }
    return items
  }

  private func form(_ verb: String, _ more: [(name: String, value: String)] = []) -> PostForm {
    PostForm("\(frame.facts.type).\(verb)", context, hidden: frame.named + more)
  }
}
