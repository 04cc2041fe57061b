import SlipwayCompose
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures

/// Where a stack's file comes from, and what is run of it: the user's file with what was added and why.
enum ComposeFilePage: Page {
  static let path = ComposeFrame.path + "/file"

  static func html(_ request: PageRequest) async throws -> HTML {
    let frame = try await ComposeFrame.load(request)
    let keys = try await request.desk.askIfAllowed(SSHKeyAllForApps.self, NoInput()) ?? []
    let effective = try await request.desk.askIfAllowed(ComposeEffective.self, ComposeInput(composeId: frame.id))
    let patches = try await request.desk.find(PatchByEntityId.self, .init(id: frame.id, type: .compose)) ?? []
    return render(
      Model(frame: frame, sshKeys: keys, effective: effective, patches: patches), request.context)
  }

  /// The source, and the effective file where it is known.
  struct Model: Sendable {
    var frame: ComposeFrame
    var sshKeys: [SSHKeyAllForApps.Item] = []
    var effective: ComposeEffective.Output?
    var patches: [PatchRow] = []
  }

  static func render(_ model: Model, _ context: PageContext) -> HTML {
    let frame = model.frame
    let patches = PatchesCard(owner: frame.id, kind: .compose, patches: model.patches, context: context)
    let body: HTML = """
      \(ComposeSourceForms(frame: frame, sshKeys: model.sshKeys, context: context).html)\
      \(model.effective.map(effective))\
      \(when: frame.stack.settings.sourceType != .raw, patches.html)\(webhook(frame, context))
      """
    return Layout.page(frame.screen("File", tab: "/file", context, body: body), context)
  }

  private static func effective(_ output: ComposeEffective.Output) -> HTML {
    if let problem = output.problem {
      return ErrorBox(title: "The file cannot be run as it is", message: problem, tone: .warning).html
    }
    guard let text = output.text else { return "" }
    func addition(_ addition: ComposeAddition) -> HTML {
      "<li><code>\(addition.path)</code> – \(addition.reason)</li>"
    }
    let note: HTML =
      output.additions.isEmpty
      ? "It runs as it is; nothing was added." : "Your file is never changed; this was added to what runs:"
    let list: HTML? =
      output.additions.isEmpty ? nil : "<ul class=\"losses\">\(each: output.additions, addition)</ul>"
    let view = LogView(
      id: "effective", title: "What runs", lines: LogView.lines(of: text), fileName: "docker-compose.effective.yml")
    return Card("Effective file", note: note, id: "effective-file").html(
      "<div class=\"stack\">\(list)\(view.html)</div>")
  }

  private static func webhook(_ frame: ComposeFrame, _ context: PageContext) -> HTML? {
    guard let token = frame.stack.refreshToken, token != Secret.mask, !token.isEmpty else { return nil }
    var rotate = PostForm("compose.refreshToken", context, hidden: frame.named)
    rotate.question = "Make a new address? The present one stops working at once."
    let form = PostForm("compose.update", context, id: "auto-deploy", hidden: frame.named)
    let toggle = Toggle("autoDeploy", "A push deploys", frame.stack.autoDeploy)
    return Card(
      "Webhook", note: "Give this address to GitHub, GitLab, Gitea or Bitbucket; it is a secret.",
      actions: rotate.button("New address", icon: .refresh), id: "webhook"
    ).html(
      """
      <div class="form">\(secretText("\(context.baseURL)/api/deploy/compose/\(token)", label: "webhook address"))\
      \(form.html("<div class=\"split\">\(toggle.html(form))\(button("Save"))</div>"))</div>
      """)
  }
}
