import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// One form for each kind of source; the tiles above choose which is seen.
struct SourceForms {
  var frame: ApplicationFrame
  var sshKeys: [SSHKeyAllForApps.Item]
  var providers: [GitProviderRow] = []
  var remotes: ApplicationPushRemotes.Output?
  var context: PageContext

  private var source: SourceSettings { frame.application.source }

  var html: HTML {
    let chooser = PostForm("source", context)
    let kind = source.choice == nil ? source.sourceType.rawValue : "provider"
    let tiles = Select(
      "sourceType", "Source",
      [
        .init("provider", "Git provider"), .init("git", "Git repository"), .init("push", "Git push"),
        .init("docker", "Docker image"),
        .init("drop", "Zip upload"),
      ], kind)
    return Card("Source").html(
      """
      <div class="chooser form">\(tiles.tiles(chooser, icons: CreateApplicationDialog.icons))\
      <div data-when="provider">\(provider)</div><div data-when="git">\(git)</div><div data-when="push">\(push)</div>\
      <div data-when="docker">\(docker)</div><div data-when="drop">\(drop)</div></div>
      """)
  }

  private var provider: HTML {
    ProviderSourceForm(
      serviceType: "application", serviceId: frame.id.rawValue, choice: source.choice, source: source,
      providers: providers, context: context
    ).html
  }

  private func form(_ name: String) -> PostForm {
    PostForm(name, context, hidden: [("applicationId", frame.id.rawValue)])
  }

  private var push: HTML? { remotes.map { PushSourceForm(frame: frame, remotes: $0, context: context).html } }

  private var git: HTML {
    let form = form("save-git-source")
    let url = Field("customGitUrl", "Repository", source.customGitUrl ?? "").with { field in
      field.isRequired = true
      field.isCode = true
      field.placeholder = "https://github.com/you/app.git"
    }
    let branch = Field("customGitBranch", "Branch or tag", source.customGitBranch ?? "main").with { field in
      field.isRequired = true
      field.isCode = true
    }
    let keys = Select(
      "customGitSSHKeyId", "SSH key",
      [.init("", "None")] + sshKeys.map { .init($0.sshKeyId.rawValue, $0.name) },
      source.customGitSSHKeyId?.rawValue ?? "",
      help: sshKeys.isEmpty ? "For private repositories: <a href=\"/settings/ssh-keys\">make a key</a>." : nil)
    return form.html(
      """
      \(url.html(form))<div class="form-row">\(branch.html(form))\(keys.html(form))</div>\
      \(more("More", isOpen: isSpecial(form), gitMore(form)))<div class="form-actions">\(button("Save source"))</div>
      """, action: "/forms/save-git-source")
  }

  private func isSpecial(_ form: PostForm) -> Bool {
    form.failure != nil || source.enableSubmodules || source.watchPaths?.isEmpty == false
      || !(source.customGitBuildPath ?? "/").isEmpty && source.customGitBuildPath ?? "/" != "/"
  }

  private func gitMore(_ form: PostForm) -> HTML {
    let path = Field("customGitBuildPath", "Folder to build", source.customGitBuildPath ?? "/").with {
      $0.isCode = true
    }
    let user = Field("customGitUsername", "User name for https", source.customGitUsername ?? "")
    let password = Field(
      "customGitPassword", "Password or token", frame.application.customGitPassword == nil ? "" : Secret.mask
    )
    .with { $0.kind = .password }
    let watch = Field("watchPaths", "Watched paths", (source.watchPaths ?? []).joined(separator: "\n")).with {
      field in
      field.rows = 3
      field.isCode = true
      field.placeholder = "src/**"
      field.help = "One a line; a push that changes nothing below them does not deploy."
    }
    return """
      <div class="form-row">\(path.html(form))\(user.html(form))\(password.html(form))</div>\(watch.html(form))\
      \(Toggle("enableSubmodules", "Fetch submodules", source.enableSubmodules).html(form))
      """
  }

  private var docker: HTML {
    let form = form("save-docker-source")
    let image = Field("dockerImage", "Image", source.dockerImage ?? "").with { field in
      field.isRequired = true
      field.isCode = true
      field.placeholder = "ghcr.io/you/app:1.4"
    }
    let registry = Field("registryUrl", "Registry", source.registryUrl ?? "").with { field in
      field.isCode = true
      field.placeholder = "of the image’s name"
    }
    let user = Field("username", "User name", source.username ?? "")
    let password = Field("password", "Password or token", frame.application.password == nil ? "" : Secret.mask)
      .with { $0.kind = .password }
    let isPrivate = form.failure != nil || source.username?.isEmpty == false
    return form.html(
      """
      \(image.html(form))\(more("Private registry", isOpen: isPrivate,
        "<div class=\"form-row\">\(registry.html(form))\(user.html(form))\(password.html(form))</div>"))\
      <div class="form-actions">\(button("Save source"))</div>
      """, action: "/forms/save-docker-source")
  }

  private var drop: HTML {
    var form = PostForm(
      "application.dropDeployment", context, hidden: [("applicationId", frame.id.rawValue)],
      next: "/deployments/{deploymentId}")
    form.isUpload = true
    let path = Field("dropBuildPath", "Folder to build", source.dropBuildPath ?? "/").with { $0.isCode = true }
    return form.html(
      """
      <label class="drop-zone" data-behavior="drop">\(icon(.upload))<span>A zip with your code</span>\
      <input type="file" name="zip" accept=".zip,application/zip" required></label>\(path.html(form))\
      <div class="form-actions">\(button("Upload and deploy", icon: .rocket))</div>
      """)
  }
}
