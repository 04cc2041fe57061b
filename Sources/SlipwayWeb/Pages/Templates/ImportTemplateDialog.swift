import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Takes a template that somebody exported as text.
struct ImportTemplateDialog: Sendable {
  static let id = "import-template"
  var environment: ID<Environment>
  var servers: [ServerRow] = []
  var context: PageContext

  var html: HTML {
    let form = PostForm(Self.id, context, hidden: [("environmentId", environment.rawValue)])
    let name = Field("name", "Name").with { field in
      field.isRequired = true
      field.placeholder = "blog"
    }
    let text = Field("base64", "Exported template").with { field in
      field.isRequired = true
      field.rows = 8
      field.isCode = true
      field.placeholder = "eyJjb21wb3NlIjoi…"
      field.help = "Base64 of a compose file and its template.toml, as Dokploy exports them."
    }
    return Dialog(
      id: Self.id, title: "Import a template", note: "It becomes a compose stack; nothing runs until you deploy it.",
      isOpen: context.open == Self.id || form.failure != nil
    ).html(
      form.html(
        "\(name.html(form))\(text.html(form))\(PlaceSelect(servers).html(form))<div class=\"form-actions\">\(button("Import", .primary))</div>",
        action: "/forms/import-template"))
  }
}
