import SlipwayServer

/// The page for whoever is not signed in.
enum SignInPage: Page {
  static let path = "/sign-in"
  static let isPublic = true

  static func html(_ request: PageRequest) async throws -> HTML {
    if request.context.viewer != nil {
      throw PageRedirect(path: LocalPath.check(request.query["next"]) ?? "/projects")
    }
    return render(next: request.query["next"], request.context)
  }

  /// - Parameter next: the page that was asked for.
  static func render(next: String?, _ context: PageContext) -> HTML {
    var form = PostForm("sign-in", context, next: LocalPath.check(next) ?? "/projects")
    form.refusalTitle = "Not signed in"
    let password = Field("password", "Password").with { field in
      field.kind = .password
      field.isRequired = true
      field.autocomplete = "current-password"
    }
    let body = Card().html(
      "<div class=\"access-head\"><h1>Sign in</h1></div>"
        + form.html(
          """
          \(Field("email", "E-mail").with(SetUpPage.email).html(form))\(password.html(form))\
          \(button("Sign in", .primary))
          """, action: "/sign-in")
          + """
          <p class="help access-help">Forgot the password? On the server, \
          <code>slipway owner reset-password</code> sets a new one.</p>
          """)
    return Layout.bare("Sign in", body, context)
  }
}
