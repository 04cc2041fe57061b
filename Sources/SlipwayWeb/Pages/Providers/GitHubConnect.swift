import SlipwayAnswers
import SlipwayCore

/// Connects GitHub: an app of one's own, made by GitHub from what Slipway proposes, then installed for repositories.
enum GitHubConnect: ProviderConnect {
  static let kind = ProviderKind.github
  static let sentence =
    "GitHub makes an app that belongs to you. It may read code, and write statuses, deployments and comments on pull requests."

  static func form(_ context: PageContext) -> HTML {
    let form = PostForm(ConnectGitHubForm.name, context)
    let name = Field("name", "Name here", "GitHub").with { $0.isRequired = true }
    let organization = Field("organization", "Organisation at GitHub").with { field in
      field.isCode = true
      field.help = "Empty: the app is yours."
    }
    let url = Field("githubUrl", "Address of GitHub", "").with { field in
      field.isCode = true
      field.placeholder = "https://github.com"
      field.help = "Of GitHub Enterprise only."
    }
    return form.html(
      """
      <p class="note">\(sentence)</p><div class="form-row">\(name.html(form))\(organization.html(form))</div>\
      \(more("GitHub Enterprise", isOpen: form.failure != nil, url.html(form)))\
      <div class="form-actions">\(button("Go on", .primary))</div>
      """, action: "/forms/\(ConnectGitHubForm.name)")
  }

  static func finish(_ provider: GitProviderRow, _ context: PageContext) -> HTML? {
    let id = provider.gitProviderId.rawValue
    let form = PostForm(InstallGitHubForm.name, context, id: "install-\(id)", hidden: [("githubId", id)])
    let label = provider.isConfigured ? "Choose repositories" : "Install"
    return form.html(
      button(label, provider.isConfigured ? .plain : .primary, icon: .external), class: "inline-form",
      action: "/forms/\(InstallGitHubForm.name)")
  }
}
