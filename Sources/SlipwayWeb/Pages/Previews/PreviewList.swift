import SlipwayAnswers
import Foundation
import SlipwayCore
import SlipwayProcedures

/// The previews that there are, each with what can be done with it.
struct PreviewList<Frame: PreviewFrame> {
  var frame: Frame
  var context: PageContext

  private var isOn: Bool { frame.previewFields.settings.isPreviewDeploymentsActive }

  var html: HTML {
    guard !frame.previews.isEmpty else { return empty }
    let running = frame.previews.count { $0.state != .waiting }
    let note: HTML =
      "\(running) of at most \(frame.previewFields.settings.limit). Each goes when its request is closed."
    let card = Card("Previews", note: note, actions: isOn ? add : nil, id: "previews", isFlush: true)
    return """
      <div data-behavior="live" data-topics="application:\(frame.id)" id="preview-list">\
      \(card.html("<div class=\"list\">\(each: frame.previews, item)</div>"))</div>\
      \(each: frame.previews, deleteDialog)
      """
  }

  private var add: HTML { dialogButton("Preview a branch", opens: "preview-new", icon: .plus) }

  private var empty: HTML {
    guard isOn else {
      return emptyState(
        .branch, "Previews are off",
        "Turn them on below: each pull request then gets a deployment of its own, with its own address, volumes and "
          + "variables, updated on every push and gone when the request is closed.")
    }
    return emptyState(
      .branch, "No previews yet",
      "The next pull request to the branch that is deployed here gets one. A branch can have one by hand, too.",
      action: add)
  }

  private func item(_ preview: PreviewRow) -> HTML {
    """
    <article class="list-item" data-words="\(preview.pullRequestTitle) \(preview.branch)"><div class="list-main">\
    <div class="list-title">\(statusDot(Self.tone(preview.state), Self.word(preview.state)))\
    \(request(preview))\(when: preview.isFork, badge("Fork", .warning))</div>\
    <div class="list-sub">\(facts(preview))</div>\
    \(preview.problem.map { "<p class=\"history-error\">\(FieldWords.told($0))</p>" })\
    \(when: preview.state == .waiting, waiting(preview))</div>\
    <div class="actions">\(actions(preview))</div></article>
    """
  }

  private func request(_ preview: PreviewRow) -> HTML {
    let number = preview.pullRequestNumber.isEmpty ? "" : "#\(preview.pullRequestNumber) "
    let title = "\(number)\(preview.pullRequestTitle)"
    // Only web addresses are kept of what a stranger sends.
    guard !preview.pullRequestURL.isEmpty else { return "<strong>\(title)</strong>" }
    return "<a class=\"link\" href=\"\(preview.pullRequestURL)\" target=\"_blank\" rel=\"noopener\">\(title)</a>"
  }

  private func facts(_ preview: PreviewRow) -> HTML {
    """
    \(when: !preview.author.isEmpty, "<span>\(preview.author)</span>")<code>\(preview.branch)</code>\
    \(preview.commit.map { "<code>\(String($0.prefix(7)))</code>" })\
    <span>pushed \(moment(preview.pushedAt, now: context.now))</span>\
    \(preview.expiresAt.map { "<span>goes \(moment($0, now: context.now))</span>" })\
    \(preview.approvedBy.map { "<span>approved by \($0)</span>" })
    """
  }

  private func waiting(_ preview: PreviewRow) -> HTML {
    """
    <p class="help">Somebody from outside wrote this. Look at the changes before you let them run; every new commit waits \
    again. It gets none of the parent’s secrets.</p>
    """
  }

  private func actions(_ preview: PreviewRow) -> HTML {
    let id = preview.previewDeploymentId.rawValue
    let redeploy = PostForm(
      "previewDeployment.redeploy", context, id: "redeploy-\(id)", hidden: [("previewDeploymentId", id)])
    let parts: [HTML?] = [
      preview.state == .waiting ? approval(preview) : nil,
      preview.url.map { linkButton("Open", href: $0, icon: .external) },
      menu(
        "More for \(preview.pullRequestTitle)",
        [
          page("Deployments", "/deployments", of: preview, .rocket), page("Logs", "/logs", of: preview, .logs),
          preview.state == .waiting ? nil : redeploy.button("Redeploy", icon: .refresh),
          dialogButton("Delete", opens: "delete-preview-\(id)", .danger, icon: .trash),
        ].compactMap(\.self)),
    ]
    return "\(each: parts.compactMap(\.self), { $0 })"
  }

  /// A page of what runs of it.
  private func page(_ label: String, _ tab: String, of preview: PreviewRow, _ icon: Icon) -> HTML? {
    preview.deployableId.map { linkButton(label, href: "/\(frame.facts.kind.folder)/\($0)\(tab)", icon: icon) }
  }

  private func approval(_ preview: PreviewRow) -> HTML {
    let id = preview.previewDeploymentId.rawValue
    var form = PostForm(
      "previewDeployment.approve", context, id: "approve-\(id)",
      hidden: [("previewDeploymentId", id), ("commit", preview.commit ?? "")])
    form.question = "Run commit \(preview.commit?.prefix(12) ?? "") of \(preview.author) on this server?"
    return form.button("Approve", .primary, icon: .check)
  }

  private func deleteDialog(_ preview: PreviewRow) -> HTML {
    let id = preview.previewDeploymentId.rawValue
    let name = preview.pullRequestNumber.isEmpty ? preview.branch : "#\(preview.pullRequestNumber)"
    return DeleteDialog(
      id: "delete-preview-\(id)", noun: "preview", name: name,
      losses: [
        "what runs of it, and its address", "its volumes and databases, with everything in them",
        "its deployments and their logs",
      ],
      form: PostForm(
        "previewDeployment.delete", context, id: "delete-preview-form-\(id)", hidden: [("previewDeploymentId", id)])
    ).html
  }

  /// Where a branch is typed.
  var newDialog: HTML {
    let form = PostForm("previewDeployment.create", context, id: "preview-new", hidden: frame.named)
    let branch = Field("branch", "Branch", "").with { field in
      field.isRequired = true
      field.isCode = true
      field.placeholder = "feature/login"
      field.help = "Of the same repository; pushes to it update the preview, and it stays until you delete it."
    }
    return Dialog(
      id: "preview-new", title: "Preview a branch", isOpen: context.open == "preview-new" || form.failure != nil
    ).html(form.html("\(branch.html(form))<div class=\"form-actions\">\(button("Preview it", .primary))</div>"))
  }

  static func word(_ state: PreviewRow.State) -> String {
    switch state {
    case .waiting: "Waits for approval"
    case .preparing: "Databases start"
    case .deploying: "Deploying"
    case .running: "Running"
    case .failed: "Failed"
    case .stopped: "Stopped"
    }
  }

  static func tone(_ state: PreviewRow.State) -> Tone {
    switch state {
    case .waiting: .warning
    case .preparing, .deploying: .working
    case .running: .good
    case .failed: .failed
    case .stopped: .idle
    }
  }
}
