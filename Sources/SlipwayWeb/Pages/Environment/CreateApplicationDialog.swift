import SlipwayCore
import SlipwayProcedures

/// Asks for a name and where the code comes from; everything else has a default that works.
struct CreateApplicationDialog: Sendable {
  var model: EnvironmentPage.Model
  var context: PageContext

  var html: HTML {
    let form = form
    let name = Field("name", "Name").with { field in
      field.isRequired = true
      field.placeholder = "web"
    }
    return Dialog(
      id: "create-application", title: "New service",
      isOpen: context.open == "create-application" || form.failure != nil
    ).html(
      form.html(
        """
        \(name.html(form))<div class="chooser form">\(sources.tiles(form, icons: Self.icons))\
        <div class="form" data-when="git">\(git(form))</div>\
        <div class="form" data-when="push">\(push)</div>\
        <div class="form" data-when="docker">\(image(form))</div>\
        <div class="form" data-when="drop">\(zip)</div>\(PlaceSelect(model.servers).html(form))\(actions)</div>
        """, action: "/forms/create-application"))
  }

  /// A zip cannot be deployed before it is there.
  private var actions: HTML {
    let settings = button("Create", name: "then", value: "settings")
    let deploy = button("Create and deploy", .primary, name: "then", value: "deploy")
    return """
      \(each: ["git", "docker"], { "<div class=\"form-actions\" data-when=\"\($0)\">\(settings)\(deploy)</div>" })\
      <div class="form-actions" data-when="push">\(button("Create, then push", .primary, name: "then", value: "upload"))</div>\
      <div class="form-actions" data-when="drop">\(button("Create, then upload", .primary, name: "then", value: "upload"))</div>
      """
  }

  static let icons: [String: Icon] = [
    "provider": .webhook, "git": .branch, "push": .terminal, "docker": .package, "drop": .upload,
  ]

  private var form: PostForm {
    PostForm("create-application", context, hidden: [("environmentId", model.frame.environmentID.rawValue)])
  }

  private var sources: Select {
    Select(
      "sourceType", "Source",
      [
        .init("git", "Git repository"), .init("push", "Git push"), .init("docker", "Docker image"),
        .init("drop", "Zip upload"),
      ], "git")
  }

  private func git(_ form: PostForm) -> HTML {
    let url = Field("customGitUrl", "Repository").with { field in
      field.placeholder = "https://github.com/you/app.git"
      field.isCode = true
    }
    let branch = Field("customGitBranch", "Branch", "main").with { $0.isCode = true }
    let keys = Select(
      "customGitSSHKeyId", "SSH key",
      [.init("", "None (public or https)")] + model.sshKeys.map { .init($0.sshKeyId.rawValue, $0.name) }, "")
    let user = Field("customGitUsername", "User name")
    let password = Field("customGitPassword", "Password or token").with { $0.kind = .password }
    return """
      \(url.html(form))<div class="form-row">\(branch.html(form))\(keys.html(form))</div>\
      \(more("Sign in to a private repository by https", isOpen: form.failure != nil, "<div class=\"form-row\">\(user.html(form))\(password.html(form))</div>"))\
      <p class="help">Its Dockerfile is built, or one that is written for what is found: Node, Python, Go, a static site and more.</p>
      """
  }

  private func image(_ form: PostForm) -> HTML {
    Field("dockerImage", "Image").with { field in
      field.placeholder = "ghcr.io/you/app:1.4"
      field.isCode = true
    }.html(form)
  }

  private let push: HTML = """
    <p class="help">The next page says where to push your code to: git push slipway main deploys it.</p>
    """

  private let zip: HTML = """
    <p class="help">The next page takes the zip: your code with a Dockerfile, or a static site.</p>
    """

  init(model: EnvironmentPage.Model, context: PageContext) {
    self.model = model
    self.context = context
  }
}
