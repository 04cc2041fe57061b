import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// One account at a git provider: who may use it, what is made of it, what it told.
enum GitProviderPage: Page {
  static let path = "/settings/git-providers/:provider"

  static func href(_ id: ID<GitProvider>) -> String { "\(GitProvidersPage.path)/\(id)" }

  /// The account, what uses it, and what came.
  struct Model: Sendable {
    var provider: GitProviderRow
    var uses: [ProviderUseRow] = []
    var deliveries: [ProviderDeliveryRow] = []
  }

  static func html(_ request: PageRequest) async throws -> HTML {
    let id: ID<GitProvider> = request.id("provider")
    let input = GitProviderInput(gitProviderId: id)
    let uses = try await request.desk.ask(GitProviderUses.self, input)
    let all = try await request.desk.ask(GitProviderGetAll.self, NoInput())
    guard let provider = all.first(where: { $0.gitProviderId == id }) else {
      throw SlipwayError.notFound("Git provider")
    }
    let deliveries = try await request.desk.ask(GitProviderDeliveries.self, input)
    return render(Model(provider: provider, uses: uses, deliveries: deliveries), request.context)
  }

  static func render(_ model: Model, _ context: PageContext) -> HTML {
    let provider = model.provider
    let heading = pageHeading(
      provider.name,
      sentence: "\(GitProvidersPage.status(provider)) \(provider.providerType.title) at \(provider.url)",
      actions: """
        \(when: provider.isConfigured, GitProvidersPage.test(provider, context))\
        \(GitProvidersPage.finish(provider, context))
        """)
    let body: HTML = """
      \(GitProvidersPage.problem(provider))\(share(provider, context))\
      \(ProviderConnects.type(of: provider.providerType)?.settings(provider, context))\(uses(model.uses))\
      \(deliveries(model.deliveries, context))\(removal(model, context))
      """
    let crumbs = [Crumb("Settings"), Crumb("Git providers", GitProvidersPage.path), Crumb(provider.name)]
    return Layout.page(
      Screen(provider.name, place: .gitProviders, crumbs: crumbs, heading: heading, body: body), context)
  }

  private static func share(_ provider: GitProviderRow, _ context: PageContext) -> HTML {
    let form = PostForm(
      "gitProvider.toggleShare", context, hidden: [("gitProviderId", provider.gitProviderId.rawValue)])
    let toggle = Toggle(
      "sharedWithOrganization", "Everybody in the organisation may use it", provider.sharedWithOrganization)
    return Card("Who may use it", note: provider.isOwner ? nil : "Only who connected it may change this.").html(
      form.html("<div class=\"split\">\(toggle.html(form))\(when: provider.isOwner, button("Save"))</div>"))
  }

  private static func uses(_ uses: [ProviderUseRow]) -> HTML {
    func row(_ use: ProviderUseRow) -> HTML {
      let base = use.kind == .compose ? "/compose" : "/applications"
      return """
        <article class="list-item"><div class="list-main"><div class="list-title">\
        <a class="link" href="\(base)/\(use.serviceId)">\(use.name)</a></div></div></article>
        """
    }
    guard !uses.isEmpty else {
      return Card("What is made of it").html("<p class=\"note\">Nothing yet: choose it as a service’s source.</p>")
    }
    return Card("What is made of it", isFlush: true).html("<div class=\"list\">\(each: uses, row)</div>")
  }

  private static func deliveries(_ deliveries: [ProviderDeliveryRow], _ context: PageContext) -> HTML {
    guard !deliveries.isEmpty else {
      return Card("Deliveries").html(
        "<p class=\"note\">Nothing came yet. What the provider tells is listed here, with what was decided and why.</p>"
      )
    }
    let table = Table(
      caption: "Deliveries", columns: [.init("When"), .init("Event"), .init("Of"), .init("Decision")])
    let rows = deliveries.map { delivery -> [HTML] in
      let place = [delivery.repository, delivery.reference].compactMap(\.self).joined(separator: " ")
      return [
        moment(delivery.receivedAt, now: context.now), "<code>\(delivery.event)</code>",
        "\(place)\(delivery.commit.map { " <code>\(String($0.prefix(8)))</code>" })", "\(delivery.decision)",
      ]
    }
    return Card("Deliveries", note: "The newest fifty.", id: "deliveries").html(table.html(rows))
  }

  private static func removal(_ model: Model, _ context: PageContext) -> HTML {
    let provider = model.provider
    let form = PostForm(
      "gitProvider.remove", context, hidden: [("gitProviderId", provider.gitProviderId.rawValue)],
      next: GitProvidersPage.path)
    var losses = ["What lets Slipway in at \(provider.providerType.title)", "The list of deliveries"]
    if !model.uses.isEmpty {
      let names = model.uses.prefix(10).map(\.name).joined(separator: ", ")
      losses.append(
        "Deployments of \(names): what runs goes on, but nothing new can be fetched until you choose another source")
    }
    let dialog = DeleteDialog(
      id: "remove-provider", noun: "git provider", name: provider.name, losses: losses, form: form)
    return Card("Danger", tone: .failed).html(
      """
      <div class="split"><p>\(model.uses.isEmpty ? "Nothing is made of it." : "\(model.uses.count == 1 ? "One service is" : "\(model.uses.count) services are") made of it.")</p>\
      \(dialogButton("Delete git provider", opens: "remove-provider", .danger, icon: .trash))</div>
      """) + dialog.html
  }
}
