import SlipwayAnswers
import SlipwayCore

/// Connects GitLab: an application that the person makes there, then leave to use it.
enum GitLabConnect: ProviderConnect {
  static let kind = ProviderKind.gitlab
  static let sentence: HTML = """
    Make an application in GitLab’s settings under Applications, with the redirect address below and the scopes \
    <code>api</code>, <code>read_user</code> and <code>read_repository</code>. Then type what GitLab shows.
    """

  static func form(_ context: PageContext) -> HTML {
    let form = PostForm(ConnectGitLabForm.name, context)
    let name = Field("name", "Name here", "GitLab").with { $0.isRequired = true }
    return form.html(
      """
      <p class="note">\(sentence)</p>\(OAuthConnect.callback(kind, context))\
      <div class="form-row">\(name.html(form))\(address("https://gitlab.com").html(form))</div>\
      \(fields(nil, form))<div class="form-actions">\(button("Go on", .primary))</div>
      """, action: "/forms/\(ConnectGitLabForm.name)")
  }

  static func finish(_ provider: GitProviderRow, _ context: PageContext) -> HTML? {
    OAuthConnect.finish(provider, context)
  }

  static func settings(_ provider: GitProviderRow, _ context: PageContext) -> HTML? {
    OAuthConnect.settings(provider, "gitlab.update", context) { form in
      "\(address(provider.url).html(form))\(fields(provider.gitlab, form))"
    }
  }

  private static func address(_ value: String) -> Field {
    Field("gitlabUrl", "Address of GitLab", value).with { field in
      (field.isCode, field.isRequired) = (true, true)
    }
  }

  private static func fields(_ row: GitLabRow?, _ form: PostForm) -> HTML {
    let id = Field("applicationId", "Application ID", row?.applicationId ?? "").with { field in
      (field.isCode, field.isRequired) = (true, true)
    }
    let secret = Field("secret", "Secret").with { field in
      (field.kind, field.isRequired) = (.password, row == nil)
      field.help = row == nil ? nil : "Empty: the present one stays, unless the address or the application changes."
    }
    let groups = Field("groupName", "Groups", row?.groupName ?? "").with { field in
      field.isCode = true
      field.placeholder = "team, team/apps"
      field.help = "Whose projects are listed; empty for all that the account is a member of."
    }
    let inner = Field("gitlabInternalUrl", "Address for this server", row?.gitlabInternalUrl ?? "").with { field in
      field.isCode = true
      field.help = "Where this server reaches GitLab, when that is not the address that people use."
    }
    return """
      <div class="form-row">\(id.html(form))\(secret.html(form))</div>\
      \(more("Groups and network", isOpen: form.failure != nil, "\(groups.html(form))\(inner.html(form))"))
      """
  }
}
