import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// How code becomes an image.
struct BuildForm {
  private static let builders: [(kind: BuildSettings.Kind, title: String, icon: Icon)] = [
    (.auto, "Automatic", .search), (.dockerfile, "Dockerfile", .box), (.static, "Static site", .globe),
    (.nixpacks, "Nixpacks", .package), (.railpack, "Railpack", .package),
    (.herokuBuildpacks, "Heroku buildpacks", .layers),
    (.paketoBuildpacks, "Paketo buildpacks", .layers),
  ]
  var frame: ApplicationFrame
  var context: PageContext

  private var build: BuildSettings { frame.application.build }

  var html: HTML {
    let form = PostForm("save-build", context, hidden: [("applicationId", frame.id.rawValue)])
    let tiles = Select(
      "buildType", "Builder", Self.builders.map { .init($0.kind.rawValue, $0.title) }, build.buildType.rawValue)
    let icons = Dictionary(uniqueKeysWithValues: Self.builders.map { ($0.kind.rawValue, $0.icon) })
    return Card("Build", id: "build").html(
      form.html(
        """
        <div class="chooser form wide-tiles">\(tiles.tiles(form, icons: icons))\
        <div class="form" data-when="auto">\(automatic(form))</div>\
        <div class="form" data-when="own-dockerfile">\(dockerfile(form))</div>\
        <div class="form" data-when="railpack">\(version(form, "railpackVersion", "Version of railpack", build.railpackVersion))</div>\
        <div class="form" data-when="heroku_buildpacks">\(version(form, "herokuVersion", "Heroku’s stack", build.herokuVersion))</div>\
        <div class="form" data-unless="dockerfile">\(site(form))</div></div>\
        \(Toggle("cleanCache", "Build the next time without the cache", build.cleanCache, help: "Also when nothing has changed.").html(form))\
        <div class="form-actions">\(button("Save build"))</div>
        """, action: "/forms/save-build"))
  }

  private func automatic(_ form: PostForm) -> HTML {
    let link = linkButton("What is built", href: frame.base + "/detection", icon: .search)
    let state: HTML =
      build.ejectedDockerfile == nil
      ? "The code’s own Dockerfile is built, or one that Slipway writes for what it finds."
      : "This application’s ejected Dockerfile is built."
    return "<p class=\"muted\">\(state)</p><div class=\"actions\">\(link)</div>"
  }

  private func dockerfile(_ form: PostForm) -> HTML {
    let path = Field("dockerfile", "Dockerfile", build.dockerfile ?? "Dockerfile").with { $0.isCode = true }
    let context = Field("dockerContextPath", "Context folder", build.dockerContextPath ?? "").with { field in
      field.isCode = true
      field.placeholder = "the folder to build"
    }
    let stage = Field("dockerBuildStage", "Stage", build.dockerBuildStage ?? "").with { field in
      field.isCode = true
      field.placeholder = "the last one"
    }
    return "<div class=\"form-row\">\(path.html(form))\(context.html(form))\(stage.html(form))</div>"
  }

  private func version(_ form: PostForm, _ name: String, _ label: String, _ value: String?) -> HTML {
    Field(name, label, value ?? "").with { $0.isCode = true }.html(form)
  }

  private func site(_ form: PostForm) -> HTML {
    let folder = Field("publishDirectory", "Folder with the site", build.publishDirectory ?? "").with { field in
      field.isCode = true
      field.placeholder = build.buildType == .static ? "/" : "none: the service answers itself"
    }
    let spa = Toggle(
      "isStaticSpa", "Unknown paths answer index.html", build.isStaticSpa ?? false,
      help: "For apps with their own router.")
    return "\(folder.html(form))\(spa.html(form))"
  }
}
