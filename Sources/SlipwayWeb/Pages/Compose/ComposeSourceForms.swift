import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// A form for each source of a compose file; the tiles above choose which is seen.
struct ComposeSourceForms {
  var frame: ComposeFrame
  var sshKeys: [SSHKeyAllForApps.Item]
  var providers: [GitProviderRow] = []
  var context: PageContext

  private var choice: ProviderChoice? {
    ProviderKind(rawValue: frame.stack.settings.sourceType.rawValue).map(frame.stack.repository.source.choice(at:))
  }

  private var provider: HTML {
    ProviderSourceForm(
      serviceType: "compose", serviceId: frame.id.rawValue, choice: choice, source: frame.stack.repository.source,
      providers: providers, context: context
    ).html
  }

  var html: HTML {
    let chooser = PostForm("source", context)
    let kind = choice == nil ? frame.stack.settings.sourceType.rawValue : "provider"
    let tiles = Select(
      "sourceType", "Source",
      [.init("raw", "Typed here"), .init("provider", "Git provider"), .init("git", "Git repository")], kind)
    return Card("Compose file").html(
      """
      <div class="chooser form">\(tiles.tiles(chooser, icons: ["raw": .edit, "git": .branch, "provider": .webhook]))\
      <div data-when="raw">\(raw)</div><div data-when="provider">\(provider)</div><div data-when="git">\(git)</div></div>
      """)
  }

  private var raw: HTML {
    let form = PostForm("save-compose-file", context, hidden: frame.named)
    let file = Field("composeFile", "File", frame.stack.composeFile).with { field in
      field.rows = 24
      field.isCode = true
      field.placeholder = "services:\n  web:\n    image: nginx:alpine"
      field.help =
        "Variables of the Environment page are used as <code>${NAME}</code>; <code>../files</code> is where the stack’s file mounts lie."
    }
    return form.html(
      "\(file.html(form))<div class=\"form-actions\">\(button("Save file"))</div>", action: "/forms/save-compose-file"
    )
  }

  private var git: HTML {
    let form = PostForm("save-compose-git", context, hidden: frame.named)
    let (source, settings) = (frame.stack.repository, frame.stack.settings)
    func code(_ name: String, _ label: String, _ value: String, _ placeholder: String? = nil) -> HTML {
      Field(name, label, value).with { field in
        field.isCode = true
        field.isRequired = placeholder == nil
        field.placeholder = placeholder
      }.html(form)
    }
    let keys = Select(
      "customGitSSHKeyId", "SSH key", [.init("", "None")] + sshKeys.map { .init($0.sshKeyId.rawValue, $0.name) },
      source.customGitSSHKeyId?.rawValue ?? "")
    let password = Field(
      "customGitPassword", "Password or token", frame.stack.customGitPassword == nil ? "" : Secret.mask
    ).with { $0.kind = .password }
    let watch = Field("watchPaths", "Watched paths", (source.watchPaths ?? []).joined(separator: "\n")).with {
      field in
      field.rows = 3
      field.isCode = true
      field.placeholder = "deploy/**"
      field.help = "One a line; a push that changes nothing below them does not deploy."
    }
    return form.html(
      """
      \(code("customGitUrl", "Repository", source.customGitUrl ?? "", "https://github.com/you/app.git"))\
      <div class="form-row">\(code("customGitBranch", "Branch or tag", source.customGitBranch ?? "main"))\
      \(code("composePath", "Path of the file", settings.composePath))\(keys.html(form))</div>\
      \(more("More", isOpen: form.failure != nil, """
        <div class="form-row">\(Field("customGitUsername", "User name for https", source.customGitUsername ?? "").html(form))\
        \(password.html(form))</div>\(watch.html(form))\
        \(Toggle("enableSubmodules", "Fetch submodules", source.enableSubmodules).html(form))
        """))<div class="form-actions">\(button("Save source"))</div>
      """, action: "/forms/save-compose-git")
  }
}
