import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Where the code comes from, how it becomes an image, and what deploys it.
enum SourcePage: Page {
  static let path = "/applications/:application/source"

  static func html(_ request: PageRequest) async throws -> HTML {
    let frame = try await ApplicationFrame.load(request)
    let keys = try await request.desk.askIfAllowed(SSHKeyAllForApps.self, NoInput()) ?? []
    let patches = try await request.desk.find(PatchByEntityId.self, .init(id: frame.id, type: .application)) ?? []
    let remotes = try await request.desk.ask(ApplicationPushRemotes.self, .init(applicationId: frame.id))
    let registries = try await request.desk.askIfAllowed(RegistryAll.self, NoInput()) ?? []
    let servers = try await request.desk.askIfAllowed(ServerBuildServers.self, NoInput()) ?? []
    let providers = try await request.desk.askIfAllowed(GitProviderGetAll.self, NoInput()) ?? []
    let targets =
      try await request.desk.find(ApplicationPromotionTargets.self, ApplicationInput(applicationId: frame.id)) ?? []
    return render(
      Model(
        frame: frame, targets: targets, sshKeys: keys, patches: patches, registries: registries,
        buildServers: servers, providers: providers, remotes: remotes), request.context)
  }

  /// The settings, and the keys that git may use.
  struct Model: Sendable {
    var frame: ApplicationFrame
    var targets: [ApplicationPromotionTargets.Item] = []
    var sshKeys: [SSHKeyAllForApps.Item] = []
    var patches: [PatchRow] = []
    var registries: [RegistryRow] = []
    var buildServers: [ServerRow] = []
    var providers: [GitProviderRow] = []
    var remotes: ApplicationPushRemotes.Output?
  }

  static func render(_ model: Model, _ context: PageContext) -> HTML {
    let frame = model.frame
    let application = frame.application
    let isBuilt = application.source.sourceType.needsBuild
    let patches = PatchesCard(owner: frame.id, kind: .application, patches: model.patches, context: context)
    let registry = RegistryCard(frame: frame, registries: model.registries, context: context)
    let place = BuildServerCard(
      frame: frame, servers: model.buildServers, registries: model.registries, context: context)
    let body: HTML = """
      \(SourceForms(frame: frame, sshKeys: model.sshKeys, providers: model.providers, remotes: model.remotes, context: context).html)\
      \(when: isBuilt, BuildForm(frame: frame, context: context).html)\(when: isBuilt, patches.html)\
      \(isBuilt ? place.html : nil)\(registry.html)\
      \(PromoteCard(frame: frame, targets: model.targets, context: context).html)\
      \(application.source.sourceType == .push ? nil : webhook(frame, context))
      """
    return Layout.page(frame.screen("Source & build", tab: "/source", context, body: body), context)
  }

  private static func webhook(_ frame: ApplicationFrame, _ context: PageContext) -> HTML? {
    guard let token = frame.application.refreshToken, token != Secret.mask, !token.isEmpty else { return nil }
    var rotate = PostForm("application.refreshToken", context, hidden: [("applicationId", frame.id.rawValue)])
    rotate.question = "Make a new address? The present one stops working at once."
    let form = PostForm(
      "application.update", context, id: "auto-deploy", hidden: [("applicationId", frame.id.rawValue)])
    let toggle = Toggle("autoDeploy", "A push deploys", frame.application.autoDeploy)
    return Card(
      "Webhook", note: "Give this address to GitHub, GitLab, Gitea, Bitbucket or a registry; it is a secret.",
      actions: rotate.button("New address", icon: .refresh), id: "webhook"
    ).html(
      """
      <div class="form">\(secretText("\(context.baseURL)/api/deploy/\(token)", label: "webhook address"))\
      \(form.html("<div class=\"split\">\(toggle.html(form))\(button("Save"))</div>"))</div>
      """)
  }
}
