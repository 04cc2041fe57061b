import SlipwayAnswers
import SlipwayCore

/// Connects Bitbucket: an API token of a person, or an access token of a workspace.
enum BitbucketConnect: ProviderConnect {
  static let kind = ProviderKind.bitbucket
  static let sentence: HTML = """
    Make an API token with scopes for Bitbucket in your Atlassian account: it reads repositories, workspaces and pull \
    requests, writes pull requests and manages webhooks. App passwords work no more at Bitbucket Cloud.
    """

  static func form(_ context: PageContext) -> HTML {
    let form = PostForm("bitbucket.create", context, next: GitProvidersPage.path)
    let name = Field("name", "Name here", "Bitbucket").with { $0.isRequired = true }
    return form.html(
      """
      <p class="note">\(sentence)</p>\(name.html(form))\(fields(nil, form))\
      <div class="form-actions">\(button("Connect", .primary))</div>
      """)
  }

  static func finish(_ provider: GitProviderRow, _ context: PageContext) -> HTML? { nil }

  static func settings(_ provider: GitProviderRow, _ context: PageContext) -> HTML? {
    OAuthConnect.settings(provider, "bitbucket.update", context) { fields(provider.bitbucket, $0) }
  }

  private static func fields(_ row: BitbucketRow?, _ form: PostForm) -> HTML {
    let workspace = Field("bitbucketWorkspaceName", "Workspace", row?.bitbucketWorkspaceName ?? "").with { field in
      (field.isCode, field.isRequired) = (true, true)
      field.help = "As it stands in Bitbucket’s addresses."
    }
    let mail = Field("bitbucketEmail", "Mail address", row?.bitbucketEmail ?? "").with { field in
      field.kind = .email
      field.help = "Of the Atlassian account; empty for an access token of a workspace."
    }
    let token = Field("apiToken", "API token").with { field in
      (field.kind, field.isRequired) = (.password, row == nil)
      field.help = row == nil ? nil : "Empty: the present one stays."
    }
    return """
      \(workspace.html(form))<div class="form-row">\(mail.html(form))\(token.html(form))</div>
      """
  }
}
