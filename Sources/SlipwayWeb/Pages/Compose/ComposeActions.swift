import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// What can be done with a compose stack from every one of its pages: one primary action, the others in a menu.
struct ComposeActions {
  var frame: ComposeFrame
  var context: PageContext

  var html: HTML { primary + menu("More actions", others) }

  private var primary: HTML {
    if frame.active != nil { return form("cancelDeployment").button("Cancel deployment", .danger, icon: .stop) }
    if frame.stack.isStopped { return form("start").button("Start", .primary, icon: .play) }
    if let changes = frame.changes, !changes.isEmpty {
      return dialogButton("Deploy changes", opens: DeployDialog.id, .primary, icon: .rocket)
    }
    return PostForm.deploying(frame, context).button("Deploy", .primary, icon: .rocket)
  }

  private var others: [HTML] {
    var items: [HTML] = []
    if frame.active != nil { items.append(form("deploy").button("Deploy again", icon: .rocket)) }
    if frame.stack.settings.sourceType != .raw {
      items.append(form("redeploy").button("Deploy the same version again", icon: .refresh))
    }
    if frame.stack.isStopped {
      items.append(PostForm.deploying(frame, context).button("Deploy", icon: .rocket))
    } else {
      var stop = form("stop")
      stop.question = "Stop \(frame.stack.name)? Nothing of it runs until it is started again; its volumes stay."
      items.append(stop.button("Stop", .danger, icon: .stop))
    }
    return items
  }

  private func form(_ verb: String) -> PostForm { PostForm("compose.\(verb)", context, hidden: frame.named) }
}
