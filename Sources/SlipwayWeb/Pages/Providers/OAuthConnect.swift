import SlipwayAnswers
import SlipwayCore

/// The parts of connecting an account by OAuth that kinds have in common.
enum OAuthConnect {
  /// What the person tells the provider when the application is made there.
  static func callback(_ kind: ProviderKind, _ context: PageContext) -> HTML {
    let address = "\(context.baseURL)/api/providers/\(kind.rawValue)/callback"
    return """
      <div class="field"><span class="label">Redirect address</span>\
      <span class="copy-text"><code>\(address)</code>\(copyButton(address, label: "Copy the redirect address"))</span></div>
      """
  }

  /// Goes to the provider to give leave, for the first time or again.
  static func finish(_ provider: GitProviderRow, _ context: PageContext) -> HTML {
    let id = provider.gitProviderId.rawValue
    let form = PostForm(
      ReconnectProviderForm.name, context, id: "authorize-\(id)",
      hidden: [("gitProviderId", id), ("kind", provider.providerType.rawValue)])
    let label = provider.isConfigured ? "Connect again" : "Authorize"
    return form.html(
      button(label, provider.isConfigured ? .plain : .primary, icon: .external), class: "inline-form",
      action: "/forms/\(ReconnectProviderForm.name)")
  }

  /// - Parameters:
  ///   - procedure: `gitlab.update`.
  ///   - fields: drawn for the form.
  static func settings(
    _ provider: GitProviderRow, _ procedure: String, _ context: PageContext, _ fields: (PostForm) -> HTML
  ) -> HTML {
    let id = provider.gitProviderId.rawValue
    let word = provider.providerType.rawValue
    let form = PostForm(procedure, context, hidden: [("\(word)Id", id), ("gitProviderId", id)])
    let name = Field("name", "Name here", provider.name).with { $0.isRequired = true }
    return Card("Settings", id: "settings").html(
      form.html("\(name.html(form))\(fields(form))<div class=\"form-actions\">\(button("Save"))</div>"))
  }
}
