import SlipwayAnswers
import SlipwayCore

/// The part of a service's source that is a repository at a connected provider: which one, and what of it deploys.
struct ProviderSourceForm {
  /// `application` or `compose`.
  var serviceType: String
  var serviceId: String
  /// What is chosen; `nil` as long as the source is something else.
  var choice: ProviderChoice?
  var source: SourceSettings
  /// The accounts that may be used.
  var providers: [GitProviderRow]
  var context: PageContext

  var html: HTML {
    guard !providers.isEmpty || choice != nil else {
      return emptyState(
        .branch, "No git provider is connected",
        "Connect GitHub, GitLab, Gitea or Bitbucket once, and pick repositories here by name.",
        action: linkButton("Connect one", href: GitProvidersPage.path, .primary, icon: .plus))
    }
    return "<div class=\"form\">\(present)\(pickers)\(choice.map(settings))</div>"
  }

  private var present: HTML? {
    guard let choice, let full = choice.full else { return nil }
    let account = providers.first { $0.gitProviderId == choice.providerID }
    let name = account?.name ?? (choice.providerID == nil ? "no account" : "an account that is not yours to use")
    return """
      <div class="split"><div><strong>\(full)</strong> <code>\(choice.branch ?? "no branch")</code>\
      <p class="note">at \(choice.kind.title), by \(name)</p></div></div>\(account.flatMap(GitProvidersPage.problem))
      """
  }

  private var pickers: HTML {
    func picker(_ provider: GitProviderRow) -> HTML {
      let href =
        "\(GitProvidersPage.path)/\(provider.gitProviderId)/repositories?serviceType=\(serviceType)&serviceId=\(serviceId)"
      return linkButton("Choose from \(provider.name)", href: href, icon: .search)
    }
    return "<div class=\"actions\">\(each: providers.filter(\.isConfigured), picker)</div>"
  }

  private func settings(_ choice: ProviderChoice) -> HTML {
    let form = PostForm(
      SaveProviderTriggerForm.name, context,
      hidden: [("serviceType", serviceType), ("serviceId", serviceId), ("kind", choice.kind.rawValue)])
    func lines(_ name: String, _ label: String, _ value: [String]?, _ sample: String, _ help: HTML) -> HTML {
      Field(name, label, (value ?? []).joined(separator: "\n")).with { field in
        field.rows = 3
        field.isCode = true
        field.placeholder = sample
        field.help = help
      }.html(form)
    }
    let trigger = Select(
      "triggerType", "What deploys", [.init("push", "Pushes"), .init("tag", "Tags")], source.triggerType.rawValue)
    let path = Field("buildPath", "Folder to build", choice.buildPath ?? "/").with { $0.isCode = true }
    return form.html(
      """
      <div class="form-row">\(trigger.html(form))\(when: serviceType == "application", path.html(form))</div>\
      \(more("Paths, branches and tags", isOpen: form.failure != nil, """
        \(lines("watchPaths", "Watched paths", source.watchPaths, "src/**", "One a line; a push that changes nothing below them does not deploy."))\
        \(lines("branchPatterns", "Further branches", source.branchPatterns, "release/*", "Their pushes deploy, too."))\
        \(lines("tagPatterns", "Tags", source.tagPatterns, "v*", "Where tags deploy: those that fit. Empty: every tag."))\
        \(Toggle("enableSubmodules", "Fetch submodules", source.enableSubmodules).html(form))
        """))<div class="form-actions">\(button("Save"))</div>
      """, action: "/forms/\(SaveProviderTriggerForm.name)")
  }
}
