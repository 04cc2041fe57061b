import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// What can be done with an application from every one of its pages: one primary action, the others in a menu.
struct ApplicationActions {
  var frame: ApplicationFrame
  var context: PageContext

  var html: HTML { primary + menu("More actions", others) }

  private var id: [(name: String, value: String)] { [("applicationId", frame.id.rawValue)] }

  private var primary: HTML {
    if frame.active != nil {
      return PostForm("application.cancelDeployment", context, hidden: id).button(
        "Cancel deployment", .danger, icon: .stop)
    }
    if frame.application.isStopped { return form("application.start").button("Start", .primary, icon: .play) }
    if let changes = frame.changes, !changes.isEmpty {
      let label = "Deploy \(Amounts.count(changes.count, "change"))"
      return dialogButton(label, opens: DeployDialog.id, .primary, icon: .rocket)
    }
    if frame.application.source.sourceType == .push, frame.detail.deployments.isEmpty {
      return linkButton("Push the code", href: frame.base + "/source", .primary, icon: .terminal)
    }
    if frame.detail.deployments.isEmpty, !OverviewPage.isConfigured(frame.application),
      frame.application.source.sourceType != .drop
    {
      return linkButton("Set the source", href: frame.base + "/source", .primary, icon: .branch)
    }
    if frame.application.source.sourceType == .drop {
      return linkButton("Upload and deploy", href: frame.base + "/source", .primary, icon: .upload)
    }
    return deploy.button("Deploy", .primary, icon: .rocket)
  }

  private var deploy: PostForm { form("application.deploy", next: "/deployments/{deploymentId}") }

  private var others: [HTML] {
    var items: [HTML] = []
    if frame.active != nil { items.append(form("application.deploy").button("Deploy again", icon: .rocket)) }
    items.append(
      form("application.redeploy").button(
        frame.application.source.sourceType == .docker ? "Pull the same image again" : "Rebuild the same version",
        icon: .refresh))
    items.append(
      PostForm("application.reload", context, hidden: id + [("appName", frame.application.appName)])
        .button("Reload with present settings", icon: .rollback))
    if frame.application.isStopped {
      items.append(deploy.button("Deploy", icon: .rocket))
    } else {
      items.append(stop.button("Stop", .danger, icon: .stop))
    }
    return items
  }

  private var stop: PostForm {
    var stop = form("application.stop")
    stop.question = "Stop \(frame.application.name)? Its address answers nothing until it is started again."
    return stop
  }

  private func form(_ procedure: String, next: String? = nil) -> PostForm {
    PostForm(procedure, context, hidden: id, next: next)
  }
}
