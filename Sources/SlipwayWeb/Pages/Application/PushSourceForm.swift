import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Where code is pushed to, the commands that do so, and which branch deploys.
struct PushSourceForm {
  var frame: ApplicationFrame
  var remotes: ApplicationPushRemotes.Output
  var context: PageContext

  private var source: SourceSettings { frame.application.source }
  private var isChosen: Bool { source.sourceType == .push }

  var html: HTML {
    let form = PostForm(
      "application.savePushProvider", context, id: "push-source", hidden: [("applicationId", frame.id.rawValue)])
    let branch = Field("branch", "Branch that deploys", remotes.branch).with { field in
      field.isRequired = true
      field.isCode = true
    }
    let path = Field("buildPath", "Folder to build", isChosen ? source.customGitBuildPath ?? "/" : "/").with {
      $0.isCode = true
    }
    let submodules = Toggle("enableSubmodules", "Fetch submodules", source.enableSubmodules)
    return """
      <div class="stack">\(when: isChosen, steps)\(form.html("""
        \(when: !isChosen, Self.introduction)<div class="form-row">\(branch.html(form))\(path.html(form))</div>\
        \(submodules.html(form))<div class="form-actions">\(button(isChosen ? "Save source" : "Use git push"))</div>
        """))</div>
      """
  }

  private static let introduction: HTML = """
    <p class="help">Slipway keeps a repository for this application: a push to it deploys, and its log is shown in your \
    terminal. No GitHub or other provider is needed.</p>
    """

  private var steps: HTML {
    let pushed: HTML? = remotes.lastCommit.map { commit in
      "<p class=\"help\">Last pushed: <code>\(String(commit.prefix(12)))</code></p>"
    }
    let state = pushed ?? "<p class=\"help\">Nothing was pushed yet. In the folder of your code:</p>"
    let ssh: HTML? = remotes.ssh.map { address in
      """
      <p class="help">Over SSH, with a <a href="/settings/profile#push-keys">key of yours</a>:</p>\
      \(copyText("git remote add slipway \(address)", label: "Copy the command for SSH"))
      """
    }
    let http = "git remote add slipway \(remotes.http)"
    let head = remotes.branch == "main" ? "main" : "HEAD:\(remotes.branch)"
    return """
      <div class="stack-small push-steps">\(state)\(ssh)\
      <p class="help">Over HTTP, with any user name and an <a href="/settings/profile">API key</a> as the password:</p>\
      \(copyText(http, label: "Copy the command for HTTP"))<p class="help">Then, for each version:</p>\
      \(copyText("git push slipway \(head)", label: "Copy the command that pushes"))</div>
      """
  }
}
