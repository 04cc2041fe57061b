/// The page behind a one-time sign-in link: a look changes nothing, its button signs in.
enum SignInLinkPage: Page {
  static let path = "/sign-in/link"
  static let isPublic = true

  static func html(_ request: PageRequest) async throws -> HTML {
    render(token: request.query["token"] ?? "", request.context)
  }

  static func render(token: String, _ context: PageContext) -> HTML {
    let form = PostForm("sign-in/link", context, hidden: [("token", token)], next: "/projects")
    let body = Card().html(
      """
      <div class="access-head"><h1>Sign in by link</h1><p class="muted">This link works once.</p></div>\
      \(form.html(button("Sign in", .primary), action: "/sign-in/link"))
      """)
    return Layout.bare("Sign in", body, context)
  }
}
