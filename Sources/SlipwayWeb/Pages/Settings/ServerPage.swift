import SlipwayCore
import SlipwayProcedures

/// Slipway itself: how much it builds at once, where its own pages answer, its version.
enum ServerPage: Page {
  static let path = "/settings/slipway"

  static func html(_ request: PageRequest) async throws -> HTML {
    render(try await request.desk.ask(SettingsGetWebServerSettings.self, NoInput()), request.context)
  }

  static func render(_ settings: WebServerSettingsRow, _ context: PageContext) -> HTML {
    let body: HTML =
      settings.mayChange
      ? "\(address(settings, context))\(builds(settings, context))\(logs(settings, context))\(about(settings))"
      : "\(facts(settings))\(about(settings))"
    return Layout.page(
      Screen("Slipway", place: .server, crumbs: [Crumb("Settings"), Crumb("Slipway")], body: body).wide(.narrow),
      context)
  }

  /// For those who may not change them.
  private static func facts(_ settings: WebServerSettingsRow) -> HTML {
    let address = settings.host.map { "\(settings.https ? "https" : "http")://\($0)" }
    let cores =
      settings.buildCPULimit == 0 ? "no ceiling" : "\(Amounts.plain(settings.buildCPULimit)) cores"
    let memory = settings.buildMemoryLimit == 0 ? "no ceiling" : Amounts.bytes(settings.buildMemoryLimit)
    return Card("Address and builds", note: "Only the owner of this server may change them.").html(
      keyValue([
        ("Dashboard", "\(address ?? "by the server’s address and port only")"),
        ("Builds at once", "\(settings.buildsConcurrency)"), ("Processors a build", "\(cores)"),
        ("Memory a build", "\(memory)"), ("Output that is kept", "\(settings.logMegabytes) MB of each service"),
      ]))
  }

  private static func address(_ settings: WebServerSettingsRow, _ context: PageContext) -> HTML {
    let form = PostForm("save-server-address", context)
    let host = Field("host", "Host of the dashboard", settings.host ?? "").with { field in
      field.isCode = true
      field.placeholder = "slipway.example.com"
      field.help = "Empty: only by the server’s address and port."
    }
    let certificate = Select(
      "certificateType", "Certificate",
      [.init("letsencrypt", "Let’s Encrypt"), .init("none", "None (another proxy has it)")],
      settings.certificateType == .none && settings.https ? "none" : "letsencrypt")
    let email = Field("letsEncryptEmail", "E-mail for Let’s Encrypt", settings.letsEncryptEmail ?? "").with { field in
      field.kind = .email
      field.help = "It warns there before a certificate ends. Needed for certificates of all services."
    }
    return Card("Address").html(
      form.html(
        """
        \(reach(settings))\(host.html(form))<div class="chooser form">\(Toggle("https", "HTTPS", settings.https).html(form))\
        <div data-when="https">\(certificate.html(form))</div></div>\(email.html(form))\
        <div class="form-actions">\(button("Save"))</div>
        """, action: "/forms/save-server-address"))
  }

  /// A host that is set and does not lead here is a warning; one that would not is said before it is set.
  private static func reach(_ settings: WebServerSettingsRow) -> HTML? {
    guard let problem = settings.hostProblem else { return nil }
    let title =
      settings.host.map { "\($0) does not lead to this dashboard yet" }
      ?? "A host would not lead to this dashboard yet"
    return ErrorBox(
      title: title, message: problem, tone: settings.host == nil ? .idle : .warning, hasCode: true
    ).html
  }

  private static func builds(_ settings: WebServerSettingsRow, _ context: PageContext) -> HTML {
    let form = PostForm("save-server-builds", context)
    let concurrency = Field("buildsConcurrency", "At once", String(settings.buildsConcurrency)).with { field in
      field.kind = .number
      field.unit = "builds"
      field.help = "What builds nothing – databases, images, stacks of images – waits for none of them."
    }
    let cores = Field("buildCPULimit", "Processors a build", Amounts.plain(settings.buildCPULimit)).with { field in
      field.unit = "cores"
      field.help = "0 is no ceiling."
    }
    let memory = Field(
      "buildMemoryLimit", "Memory a build",
      settings.buildMemoryLimit == 0 ? "0" : Amounts.bytes(settings.buildMemoryLimit)
    ).with { $0.placeholder = "2g" }
    return Card(
      "Builds", note: "Ceilings keep a build from freezing the server.",
      actions: linkButton("Builders", href: BuildersPage.path, icon: .box)
    ).html(
      form.html(
        """
        <div class="form-row">\(concurrency.html(form))\(cores.html(form))\(memory.html(form))</div>\
        <div class="form-actions">\(button("Save"))</div>
        """, action: "/forms/save-server-builds"))
  }

  private static func logs(_ settings: WebServerSettingsRow, _ context: PageContext) -> HTML {
    let form = PostForm("save-log-keeping", context)
    let kept = Field("logMegabytes", "Of each service", String(settings.logMegabytes)).with { field in
      field.kind = .number
      field.unit = "MB of text"
      field.help = "The oldest goes first; it takes about a tenth of that on the disk. 0 keeps none."
    }
    return Card("Output that is kept", note: "What services wrote is found in Logs when their containers are gone.")
      .html(
        form.html(
          "\(kept.html(form))<div class=\"form-actions\">\(button("Save"))</div>", action: "/forms/save-log-keeping"))
  }

  private static func about(_ settings: WebServerSettingsRow) -> HTML {
    Card("About").html(
      keyValue([
        ("Version", "\(settings.version)"), ("Server", "\(settings.serverIp)"),
        ("A release may take", "\(TimeWords.elapsed(settings.startSeconds)) to become healthy"),
        ("It is watched for", "\(TimeWords.elapsed(settings.monitorSeconds))"),
        ("API", "<a class=\"link\" href=\"/api/settings.getOpenApiDocument\">OpenAPI document</a>"),
      ]))
  }
}
