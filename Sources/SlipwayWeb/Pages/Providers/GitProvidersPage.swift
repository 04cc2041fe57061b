import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// The accounts at git providers that code comes from.
enum GitProvidersPage: Page {
  static let path = "/settings/git-providers"

  static func html(_ request: PageRequest) async throws -> HTML {
    render(try await request.desk.ask(GitProviderGetAll.self, NoInput()), request.context)
  }

  static func render(_ providers: [GitProviderRow], _ context: PageContext) -> HTML {
    let body: HTML =
      providers.isEmpty
      ? emptyState(
        .branch, "No git providers yet",
        "Connect one to pick repositories by name, deploy on every push, and see the deployment beside the commit.",
        action: connects)
      : Card(isFlush: true).html("<div class=\"list\">\(each: providers, { item($0, context) })</div>")
    let heading = pageHeading("Git providers", actions: providers.isEmpty ? nil : connects)
    return Layout.page(
      Screen(
        "Git providers", place: .gitProviders, crumbs: [Crumb("Settings"), Crumb("Git providers")],
        heading: heading, body: body + dialogs(context)
      ).wide(.narrow), context)
  }

  private static var connects: HTML {
    func connect(_ type: any ProviderConnect.Type) -> HTML {
      dialogButton("Connect \(type.kind.title)", opens: "connect-\(type.kind.rawValue)", icon: .plus)
    }
    return "<div class=\"actions\">\(each: ProviderConnects.all, connect)</div>"
  }

  private static func dialogs(_ context: PageContext) -> HTML {
    func dialog(_ type: any ProviderConnect.Type) -> HTML {
      let id = "connect-\(type.kind.rawValue)"
      return Dialog(
        id: id, title: "Connect \(type.kind.title)",
        isOpen: context.open == id || context.failure?.form.contains(type.kind.rawValue) ?? false
      ).html(type.form(context))
    }
    return "\(each: ProviderConnects.all, dialog)"
  }

  private static func item(_ provider: GitProviderRow, _ context: PageContext) -> HTML {
    let href = GitProviderPage.href(provider.gitProviderId)
    let share = provider.sharedWithOrganization ? badge("shared") : badge("only you")
    return """
      <article class="list-item"><div class="list-main"><div class="list-title"><a class="link" href="\(href)">\
      \(provider.name)</a>\(provider.isOwner || provider.sharedWithOrganization ? share : nil)</div>\
      <div class="list-sub">\(status(provider))<span>\(provider.providerType.title)</span>\
      <span><code>\(provider.url)</code></span></div>\(problem(provider))</div>\
      <div class="actions">\(provider.isConfigured ? test(provider, context) : finish(provider, context))\
      \(linkButton("Open", href: href))</div></article>
      """
  }

  static func status(_ provider: GitProviderRow) -> HTML {
    if !provider.isConfigured { return statusDot(.warning, "not connected yet") }
    return provider.problem == nil ? statusDot(.good, "connected") : statusDot(.failed, "does not work")
  }

  static func problem(_ provider: GitProviderRow) -> HTML? {
    provider.problem.map { "<p class=\"problem\">\(icon(.error))\($0)</p>" }
  }

  static func finish(_ provider: GitProviderRow, _ context: PageContext) -> HTML? {
    ProviderConnects.type(of: provider.providerType)?.finish(provider, context)
  }

  static func test(_ provider: GitProviderRow, _ context: PageContext) -> HTML {
    let id = provider.gitProviderId.rawValue
    var test = PostForm(
      "gitProvider.test", context, id: "test-\(id)",
      hidden: [("gitProviderId", id), ("_notice", "\(provider.name) answers, and shows its repositories.")])
    test.refusalTitle = "It does not work"
    return test.button("Test", icon: .send)
  }
}
