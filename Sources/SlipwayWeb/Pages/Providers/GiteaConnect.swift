import SlipwayAnswers
import SlipwayCore

/// Connects Gitea or Forgejo: an application that the person makes there, then leave to use it.
enum GiteaConnect: ProviderConnect {
  static let kind = ProviderKind.gitea
  static let sentence: HTML = """
    Make an OAuth2 application in Gitea’s or Forgejo’s settings under Applications, with the redirect address below. Then \
    type what is shown there.
    """

  static func form(_ context: PageContext) -> HTML {
    let form = PostForm(ConnectGiteaForm.name, context)
    let name = Field("name", "Name here", "Gitea").with { $0.isRequired = true }
    return form.html(
      """
      <p class="note">\(sentence)</p>\(OAuthConnect.callback(kind, context))\
      <div class="form-row">\(name.html(form))\(address("").html(form))</div>\
      \(fields(nil, form))<div class="form-actions">\(button("Go on", .primary))</div>
      """, action: "/forms/\(ConnectGiteaForm.name)")
  }

  static func finish(_ provider: GitProviderRow, _ context: PageContext) -> HTML? {
    OAuthConnect.finish(provider, context)
  }

  static func settings(_ provider: GitProviderRow, _ context: PageContext) -> HTML? {
    OAuthConnect.settings(provider, "gitea.update", context) { form in
      "\(address(provider.url).html(form))\(fields(provider.gitea, form))"
    }
  }

  private static func address(_ value: String) -> Field {
    Field("giteaUrl", "Address of Gitea or Forgejo", value).with { field in
      (field.isCode, field.isRequired) = (true, true)
      field.placeholder = "https://git.example.com"
    }
  }

  private static func fields(_ row: GiteaRow?, _ form: PostForm) -> HTML {
    let id = Field("clientId", "Client ID", row?.clientId ?? "").with { field in
      (field.isCode, field.isRequired) = (true, true)
    }
    let secret = Field("clientSecret", "Client secret").with { field in
      (field.kind, field.isRequired) = (.password, row == nil)
      field.help = row == nil ? nil : "Empty: the present one stays, unless the address or the application changes."
    }
    let owner = Field("organizationName", "Organisation", row?.organizationName ?? "").with { field in
      field.isCode = true
      field.help = "Whose repositories are listed; empty for all that the account has."
    }
    let inner = Field("giteaInternalUrl", "Address for this server", row?.giteaInternalUrl ?? "").with { field in
      field.isCode = true
      field.help = "Where this server reaches it, when that is not the address that people use."
    }
    return """
      <div class="form-row">\(id.html(form))\(secret.html(form))</div>\
      \(more("Organisation and network", isOpen: form.failure != nil, "\(owner.html(form))\(inner.html(form))"))
      """
  }
}
