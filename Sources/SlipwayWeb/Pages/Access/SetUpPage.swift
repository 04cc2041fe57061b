/// The page behind the one-time link: makes the first owner.
enum SetUpPage: Page {
  static let path = "/setup"
  static let isPublic = true

  static func html(_ request: PageRequest) async throws -> HTML {
    guard let token = request.query["token"], !token.isEmpty else { return renderClosed(request.context) }
    return render(token: token, request.context)
  }

  static func render(token: String, _ context: PageContext) -> HTML {
    var form = PostForm("setup", context, hidden: [("token", token)], next: "/projects")
    form.refusalTitle = "Not set up"
    let body = Card().html(
      """
      <div class="access-head"><h1>Welcome to Slipway</h1><p class="muted">Create the owner of this installation. \
      This link works once.</p></div>
      """
        + form.html(
          """
          \(Field("email", "E-mail").with(email).html(form))\
          \(Field("password", "Password").with(newPassword).html(form))\
          \(Field("organization", "Organization", "My organization").with { $0.help = "Can be changed later." }.html(form))\
          \(button("Create owner", .primary))
          """, action: "/setup"))
    return Layout.bare("Set up", body, context)
  }

  /// What stands where the link was used or has run out.
  static func renderClosed(_ context: PageContext) -> HTML {
    let sentence: HTML = """
      <div class="access-head"><h1>This link does not work</h1><p class="muted">Open the whole one-time link that \
      <code>slipway serve</code> printed when it started; <code>slipway setup-link</code> prints a new one.</p>\
      </div>\(linkButton("Go to sign-in", href: "/sign-in"))
      """
    return Layout.bare("Set up", Card().html(sentence), context)
  }

  static func email(_ field: inout Field) {
    field.kind = .email
    field.isRequired = true
    field.autocomplete = "username"
    field.placeholder = "you@example.com"
  }

  static func newPassword(_ field: inout Field) {
    field.kind = .password
    field.isRequired = true
    field.autocomplete = "new-password"
    field.help = "At least 8 characters; longer is better than stranger."
  }
}
