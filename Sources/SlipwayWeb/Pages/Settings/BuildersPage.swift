import SlipwayCore
import SlipwayDetection
import SlipwayProcedures

/// What builds begin with, where packages come from, and the programs of other builders.
enum BuildersPage: Page {
  static let path = "/settings/builders"

  static func html(_ request: PageRequest) async throws -> HTML {
    let settings = try await request.desk.ask(SettingsBuilders.self, NoInput())
    let tools = try await request.desk.ask(BuilderTools.self, NoInput())
    return render(Model(settings: settings, tools: tools), request.context)
  }

  /// The settings, and what is installed.
  struct Model: Sendable {
    var settings: SettingsBuilders.Answer
    var tools: [BuilderTools.Item]
  }

  static func render(_ model: Model, _ context: PageContext) -> HTML {
    let body: HTML = "\(bases(model.settings, context))\(tools(model.tools, context))"
    return Layout.page(
      Screen(
        "Builders", place: .server,
        crumbs: [Crumb("Settings"), Crumb("Slipway", ServerPage.path), Crumb("Builders")],
        body: body
      ).wide(.narrow), context)
  }

  private static func bases(_ settings: SettingsBuilders.Answer, _ context: PageContext) -> HTML {
    let form = PostForm("save-builders", context)
    let images = Field("baseImages", "Base images", pairs(settings.baseImages)).with { field in
      field.isCode = true
      field.rows = 4
      field.placeholder = "node=registry.example.com/node:{version}-slim"
      field.help = "A line each, by what it is for: \(BaseImage.allCases.map(\.rawValue).joined(separator: ", "))."
    }
    let mirrors = Field("packageMirrors", "Package registries", pairs(settings.packageMirrors)).with { field in
      field.isCode = true
      field.rows = 3
      field.placeholder = "npm=https://npm.example.com/"
      field.help = "A line each: \(PackageMirror.allCases.map(\.rawValue).joined(separator: ", "))."
    }
    let budget = Field(
      "buildCacheBudget", "Build cache of each machine",
      settings.buildCacheBudget == 0 ? "0" : Amounts.bytes(settings.buildCacheBudget)
    ).with { $0.help = "What was not used for longest goes first. 0 is no limit." }
    return Card("Automatic builds", note: "For Dockerfiles that Slipway writes; an application may have its own.")
      .html(
        form.html(
          """
          \(images.html(form))\(mirrors.html(form))\(budget.html(form))\
          <div class="form-actions">\(button("Save"))</div>
          """, action: "/forms/save-builders"))
  }

  private static func pairs(_ values: [String: String]) -> String {
    values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "\n")
  }

  private static func tools(_ tools: [BuilderTools.Item], _ context: PageContext) -> HTML {
    Card(
      "Other builders", note: "Programs that Nixpacks, Railpack and buildpacks need on this machine.", isFlush: true
    ).html("<div class=\"list\">\(each: tools, { item($0, context) })</div>")
  }

  private static func item(_ item: BuilderTools.Item, _ context: PageContext) -> HTML {
    let form = PostForm(
      "builder.installTool", context, id: "install-\(item.tool.rawValue)", hidden: [("tool", item.tool.rawValue)])
    let digest = Field("sha256", "SHA-256 of the download", "").with { field in
      field.isCode = true
      field.isRequired = true
      field.help = "The release’s page shows it; what is something else is thrown away."
    }
    let install: HTML = form.html(
      "\(when: !item.hasDigest, digest.html(form))<div class=\"form-actions\">\(button("Install", icon: .download))</div>"
    )
    return """
      <article class="list-item"><div class="list-main"><div class="list-title">\(item.tool.rawValue) \(item.version)\
      \(item.isInstalled ? badge("Installed", .good) : badge("Not installed"))</div></div>\
      \(when: !item.isInstalled, install)</article>
      """
  }
}
