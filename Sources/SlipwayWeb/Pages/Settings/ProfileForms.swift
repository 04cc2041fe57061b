/// The forms of a person about themselves.
enum ProfileForms {
  typealias Model = ProfilePage.Model

  static func person(_ model: Model, _ context: PageContext) -> HTML {
    let form = self.form("profile", context, "Your name was saved.")
    return card("Profile", note: "You are \(model.role.lowercased()) of this organization.", form) {
      """
      <div class="form-row">\(Field("firstName", "First name", model.firstName).html(form))\
      \(Field("lastName", "Last name", model.lastName).html(form))</div>\(save("Save"))
      """
    }
  }

  static func email(_ model: Model, _ context: PageContext) -> HTML {
    let form = self.form("profile-email", context, "Your e-mail was changed.")
    let email = Field("email", "E-mail", model.email).with { field in
      SetUpPage.email(&field)
      field.autocomplete = "email"
    }
    return card("E-mail", note: "What you sign in with.", form) {
      "\(email.html(form))\(present(form))\(save("Change e-mail"))"
    }
  }

  static func password(_ model: Model, _ context: PageContext) -> HTML {
    let form = self.form(
      "profile-password", context, "Your password was changed; every other browser was signed out.")
    let note: HTML = "A new one signs every other browser out. API keys go on working: delete those you doubt."
    return card("Password", note: note, form) {
      """
      \(present(form))\(Field("password", "New password").with(SetUpPage.newPassword).html(form))\
      \(save("Change password"))
      """
    }
  }

  private static func form(_ id: String, _ context: PageContext, _ notice: String) -> PostForm {
    var form = PostForm("user.update", context, id: id, hidden: [("_notice", notice)])
    form.refusalTitle = "Not changed"
    return form
  }

  /// Whoever sits at a browser that is signed in need not be the person.
  private static func present(_ form: PostForm) -> HTML {
    Field("currentPassword", "Current password").with { field in
      field.kind = .password
      field.isRequired = true
      field.autocomplete = "current-password"
    }.html(form)
  }

  private static func card(_ title: String, note: HTML, _ form: PostForm, _ fields: () -> HTML) -> HTML {
    Card(title, note: note).html(form.html(fields()))
  }

  private static func save(_ label: String) -> HTML { "<div class=\"form-actions\">\(button(label))</div>" }
}
