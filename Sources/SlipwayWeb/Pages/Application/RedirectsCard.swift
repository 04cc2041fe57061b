import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// The redirects of an application, with what makes and changes them.
struct RedirectsCard {
  var application: ID<Deployable>
  var redirects: [RedirectRow]
  var context: PageContext

  var html: HTML {
    let add = dialogButton("Add redirect", opens: "redirect-new", icon: .plus)
    let body: HTML =
      redirects.isEmpty
      ? "<p class=\"muted\">None. A redirect sends browsers from one address to another: an old page, or www.</p>"
      : "<div class=\"list\">\(each: redirects, item)</div>"
    let card = Card(
      "Redirects", note: "Tried from top to bottom before anything else; they apply at once.", actions: add,
      id: "redirects", isFlush: !redirects.isEmpty)
    return "\(card.html(body))\(dialog(nil))\(each: redirects, { dialog($0) })"
  }

  private func item(_ redirect: RedirectRow) -> HTML {
    let id = redirect.redirectId.rawValue
    var delete = PostForm("redirects.delete", context, id: "delete-redirect-\(id)", hidden: [("redirectId", id)])
    delete.question = "Delete this redirect? Requests reach the service again at once."
    return """
      <article class="list-item"><div class="list-main"><div class="list-title"><code>\(redirect.regex)</code>\
      \(badge(redirect.permanent ? "Permanent" : "Temporary"))</div>\
      <div class="list-sub"><span>to <code>\(redirect.replacement)</code></span></div></div>\
      <div class="actions">\(dialogButton("Edit", opens: "redirect-\(id)", icon: .edit))\
      \(delete.button("Delete", .danger, icon: .trash))</div></article>
      """
  }

  private func dialog(_ redirect: RedirectRow?) -> HTML {
    let id = "redirect-\(redirect?.redirectId.rawValue ?? "new")"
    let hidden = redirect.map { [(name: "redirectId", value: $0.redirectId.rawValue)] }
    let form = PostForm(
      redirect == nil ? "redirects.create" : "redirects.update", context, id: id,
      hidden: hidden ?? [("applicationId", application.rawValue)])
    let regex = Field("regex", "Addresses (regular expression)", redirect?.regex ?? "").with { field in
      field.isRequired = true
      field.isCode = true
      field.placeholder = "^https?://www\\.example\\.com/(.*)"
      field.help = "Matched against the whole address, in Go’s syntax."
    }
    let replacement = Field("replacement", "New address", redirect?.replacement ?? "").with { field in
      field.isRequired = true
      field.isCode = true
      field.placeholder = "https://example.com/${1}"
      field.help = "<code>${1}</code> stands for what the first pair of brackets matched."
    }
    let permanent = Toggle(
      "permanent", "Permanent", redirect?.permanent ?? false, help: "Browsers remember it and ask no more.")
    return Dialog(
      id: id, title: redirect == nil ? "Add redirect" : "Edit redirect",
      isOpen: context.open == id || form.failure != nil
    ).html(
      form.html(
        """
        \(regex.html(form))\(replacement.html(form))\(permanent.html(form))\
        <div class="form-actions">\(button(redirect == nil ? "Add redirect" : "Save", .primary))</div>
        """))
  }
}
