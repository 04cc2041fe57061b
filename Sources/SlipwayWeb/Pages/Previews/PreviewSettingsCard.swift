import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// When previews are made, and what of.
struct PreviewSettingsCard<Frame: PreviewFrame> {
  var frame: Frame
  var databases: [Select.Choice]
  var context: PageContext

  private var settings: PreviewSettings { frame.previewFields.settings }
  private var isStack: Bool { frame.facts.kind == .compose }

  var html: HTML {
    let form = PostForm("save-previews", context, id: "save-previews", hidden: frame.target)
    return Card(
      "Settings",
      note:
        "A preview has a name, volumes and an address of its own. It publishes no ports and sees no folder "
        + "of the server.", id: "preview-settings"
    ).html(
      form.html(
        """
        \(requests(form))<h3>Address</h3>\(address(form))<h3>Variables</h3>\(variables(form))\
        \(when: !databases.isEmpty, "<h3>Databases</h3>\(own(form))")\
        <div class="form-actions">\(button("Save", .primary))</div>
        """, action: "/forms/save-previews"))
  }

  private func requests(_ form: PostForm) -> HTML {
    let isOn = Toggle(
      "isPreviewDeploymentsActive", "Deploy pull and merge requests", settings.isPreviewDeploymentsActive,
      help:
        "Of requests to the branch that is deployed here. The provider must send them: see Webhooks of its account.")
    let limit = number("previewLimit", "At once", settings.previewLimit.map(String.init) ?? "", "at most")
    let hours = number(
      "previewExpiryHours", "Time to live", settings.previewExpiryHours.map(String.init) ?? "", "hours"
    )
    .with { $0.help = "After the last push; empty is until the request is closed." }
    let labels = Field("previewLabels", "Only with a label", (settings.previewLabels ?? []).joined(separator: "\n"))
      .with {
        field in
        field.rows = 2
        field.placeholder = "preview"
        field.help = "One a line; a request needs one of them. Empty: every request."
      }
    let drafts = Toggle("previewDrafts", "Also drafts", settings.previewDrafts)
    let strict = Toggle(
      "previewRequireCollaboratorPermissions", "Ask the provider whether the author may write",
      settings.previewRequireCollaboratorPermissions,
      help:
        "Who may not waits for an approval here. Forks always wait, and get neither the parent’s secrets nor build secrets."
    )
    return """
      \(isOn.html(form))<div class="form-row">\(limit.html(form))\(hours.html(form))</div>\(labels.html(form))\
      \(drafts.html(form))\(strict.html(form))
      """
  }

  private func address(_ form: PostForm) -> HTML {
    let host = Field("previewWildcard", "Host", settings.previewWildcard ?? "").with { field in
      field.isCode = true
      field.placeholder = "*.preview.example.com"
      field.help = """
        <code>*</code> is the preview’s own name; <code>${prNumber}</code>, <code>${branch}</code> and <code>${app}</code> \
        work, too. Empty: a name below sslip.io.
        """
    }
    let https = Toggle("previewHttps", "HTTPS", settings.previewHttps)
    let certificate = Select(
      "previewCertificateType", "Certificate",
      [.init("none", "None"), .init("letsencrypt", "Let’s Encrypt"), .init("custom", "My own")],
      settings.previewCertificateType.rawValue, help: "For HTTPS; one for each host.")
    let resolver = Field(
      "previewCustomCertResolver", "Certificate resolver", settings.previewCustomCertResolver ?? ""
    ).with { field in
      field.isCode = true
      field.placeholder = "of the proxy, for a certificate of my own"
    }
    return """
      \(host.html(form))\(isStack ? service(form) : place(form))\(https.html(form))\
      <div class="form-row">\(certificate.html(form))\(resolver.html(form))</div>
      """
  }

  private func place(_ form: PostForm) -> HTML {
    let port = number("previewPort", "Port", "\(settings.previewPort)", nil)
    let path = Field("previewPath", "Path", settings.previewPath).with { $0.isCode = true }
    return "<div class=\"form-row\">\(port.html(form))\(path.html(form))</div>"
  }

  private func service(_ form: PostForm) -> HTML {
    let port = number("previewPort", "Port", "\(settings.previewPort)", nil)
    let name = Field("previewServiceName", "Service", settings.previewServiceName ?? "").with { field in
      field.isCode = true
      field.suggestions = frame.previewServices
      field.placeholder = "those with a domain"
      field.help = "Empty: each service that has a domain gets an address, with that domain’s port and path."
    }
    return "<div class=\"form-row\">\(name.html(form))\(port.html(form))</div>"
  }

  private func variables(_ form: PostForm) -> HTML {
    let texts = frame.previewFields.texts
    let parent = Toggle(
      "previewParentVariables", "The parent’s variables go along", settings.previewParentVariables,
      help: "For requests of the repository itself. Never for forks.")
    return """
      \(text("previewEnv", "Variables", texts.previewEnv, 6).html(form))\(parent.html(form))\
      \(when: !isStack, "\(text("previewBuildArgs", "Build arguments", texts.previewBuildArgs, 3).html(form))\(text("previewBuildSecrets", "Build secrets", texts.previewBuildSecrets, 3).html(form))")
      """
  }

  private func own(_ form: PostForm) -> HTML {
    let chosen = Set(settings.previewDatabaseIds.map(\.rawValue))
    func box(_ choice: Select.Choice) -> HTML {
      """
      <label class="check"><input type="checkbox" name="previewDatabaseIds" value="\(choice.value)"\
      \(Attribute.flag("checked", chosen.contains(choice.value)))><span>\(choice.title)</span></label>
      """
    }
    return """
      <fieldset class="checks"><legend>Each preview has an empty one like</legend>\(each: databases, box)\
      <p class="help">With a password of its own, deleted with the preview. Its address comes as <code>DATABASE_URL</code>, \
      <code>MONGO_URL</code> or <code>REDIS_URL</code>, and as <code>NAME_URL</code>, <code>NAME_HOST</code>, …</p></fieldset>
      """
  }

  private func text(_ name: String, _ label: String, _ value: String?, _ rows: Int) -> Field {
    Field(name, label, value ?? "").with { field in
      field.isCode = true
      field.rows = rows
      field.placeholder = "NAME=value"
    }
  }

  private func number(_ name: String, _ label: String, _ value: String, _ unit: String?) -> Field {
    Field(name, label, value).with { field in
      field.kind = .number
      field.unit = unit
    }
  }
}
