import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Where a stack's file comes from, and what is run of it: the user's file with what was added and why.
enum ComposeFilePage: Page {
  static let path = ComposeFrame.path + "/file"

  static func html(_ request: PageRequest) async throws -> HTML {
    let frame = try await ComposeFrame.load(request)
    let keys = try await request.desk.askIfAllowed(SSHKeyAllForApps.self, NoInput()) ?? []
    let effective = try await request.desk.askIfAllowed(ComposeEffective.self, ComposeInput(composeId: frame.id))
    let patches = try await request.desk.find(PatchByEntityId.self, .init(id: frame.id, type: .compose)) ?? []
    let providers = try await request.desk.askIfAllowed(GitProviderGetAll.self, NoInput()) ?? []
    return render(
      Model(
        frame: frame, sshKeys: keys, providers: providers, effective: effective,
        asks: await ComposeAskBox.load(frame, request),
        patches: patches), request.context)
  }

  /// The source, and the files that run and would run where they are known.
  struct Model: Sendable {
    var frame: ComposeFrame
    var sshKeys: [SSHKeyAllForApps.Item] = []
    var providers: [GitProviderRow] = []
    var effective: ComposeEffective.Output?
    /// What the file asks of the server, where it does.
    var asks: ComposeAsks.Output?
    var patches: [PatchRow] = []
  }

  static func render(_ model: Model, _ context: PageContext) -> HTML {
    let frame = model.frame
    let patches = PatchesCard(owner: frame.id, kind: .compose, patches: model.patches, context: context)
    let body: HTML = """
      \(model.asks.flatMap { ComposeAskBox(frame: frame, context: context, asks: $0).html })\
      \(ComposeSourceForms(frame: frame, sshKeys: model.sshKeys, providers: model.providers, context: context).html)\
      \(model.effective.map { EffectiveFiles(output: $0, isTyped: frame.stack.settings.sourceType == .raw).html })\
      \(when: frame.stack.settings.sourceType != .raw, patches.html)\(webhook(frame, context))
      """
    return Layout.page(frame.screen("File", tab: "/file", context, body: body), context)
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
