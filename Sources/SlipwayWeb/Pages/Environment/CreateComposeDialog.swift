import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Asks for a name and where the compose file comes from.
struct CreateComposeDialog: Sendable {
  static let id = "create-compose"
  var environment: ID<Environment>
  var servers: [ServerRow] = []
  var context: PageContext

  var html: HTML {
    let form = PostForm("create-compose", context, hidden: [("environmentId", environment.rawValue)])
    let name = Field("name", "Name").with { field in
      field.isRequired = true
      field.placeholder = "blog"
    }
    let source = Select(
      "sourceType", "Compose file", [.init("raw", "Paste it"), .init("git", "Git repository")], "raw")
    let file = Field("composeFile", "File").with { field in
      field.rows = 12
      field.isCode = true
      field.placeholder = "services:\n  web:\n    image: nginx:alpine"
    }
    let url = Field("customGitUrl", "Repository").with { field in
      field.placeholder = "https://github.com/you/app.git"
      field.isCode = true
    }
    let branch = Field("customGitBranch", "Branch", "main").with { $0.isCode = true }
    let path = Field("composePath", "Path of the file", StackSettings().composePath).with { $0.isCode = true }
    return Dialog(
      id: Self.id, title: "New compose stack", isOpen: context.open == Self.id || form.failure != nil, isWide: true
    ).html(
      form.html(
        """
        \(name.html(form))<div class="chooser form">\(source.tiles(form, icons: ["raw": .edit, "git": .branch]))\
        <div class="form" data-when="raw">\(file.html(form))</div>\
        <div class="form" data-when="git">\(url.html(form))<div class="form-row">\(branch.html(form))\(path.html(form))</div></div></div>\
        \(PlaceSelect(servers).html(form))\
        <div class="form-actions">\(button("Create", name: "then", value: "settings"))\
        \(button("Create and deploy", .primary, name: "then", value: "deploy"))</div>
        """, action: "/forms/create-compose"))
  }
}
