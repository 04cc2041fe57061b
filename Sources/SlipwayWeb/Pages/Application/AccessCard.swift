import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Who is let in to an application by the proxy.
struct AccessCard {
  var application: ID<Deployable>
  var logins: [SecurityRow]
  var context: PageContext

  var html: HTML {
    let add = dialogButton("Add login", opens: "login-new", icon: .plus)
    let body: HTML =
      logins.isEmpty
      ? "<p class=\"muted\">Open to everybody. From the first login on, the proxy asks for a name and password.</p>"
      : "<div class=\"list\">\(each: logins, item)</div>"
    let card = Card(
      "Access", note: "Asked for at every domain of this service; a change applies at once.", actions: add,
      id: "access", isFlush: !logins.isEmpty)
    return "\(card.html(body))\(dialog(nil))\(each: logins, { dialog($0) })"
  }

  private func item(_ login: SecurityRow) -> HTML {
    let id = login.securityId.rawValue
    var delete = PostForm("security.delete", context, id: "delete-login-\(id)", hidden: [("securityId", id)])
    delete.question =
      logins.count == 1
      ? "Delete the last login? The service is open to everybody at once."
      : "Delete the login \(login.username)? It is refused at once."
    return """
      <article class="list-item"><div class="list-main"><div class="list-title">\(icon(.user))\(login.username)</div>\
      <div class="list-sub"><span>made \(moment(login.createdAt, now: context.now))</span>\
      <span>password kept as a hash</span></div></div>\
      <div class="actions">\(dialogButton("Change", opens: "login-\(id)", icon: .edit))\
      \(delete.button("Delete", .danger, icon: .trash))</div></article>
      """
  }

  private func dialog(_ login: SecurityRow?) -> HTML {
    let id = "login-\(login?.securityId.rawValue ?? "new")"
    let hidden = login.map { [(name: "securityId", value: $0.securityId.rawValue)] }
    let form = PostForm(
      login == nil ? "security.create" : "security.update", context, id: id,
      hidden: hidden ?? [("applicationId", application.rawValue)])
    let username = Field("username", "Name", login?.username ?? "").with { $0.isRequired = true }
    let password = Field("password", login == nil ? "Password" : "New password").with { field in
      field.kind = .password
      field.isRequired = true
      field.autocomplete = "new-password"
      field.help = "Kept as a hash only: nobody can read it here again."
    }
    return Dialog(
      id: id, title: login.map { "Change \($0.username)" } ?? "Add login",
      isOpen: context.open == id || form.failure != nil
    ).html(
      form.html(
        """
        \(username.html(form))\(password.html(form))\
        <div class="form-actions">\(button(login == nil ? "Add login" : "Save", .primary))</div>
        """))
  }
}
