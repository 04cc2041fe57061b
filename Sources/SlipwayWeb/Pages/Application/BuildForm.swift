import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// How code becomes an image.
struct BuildForm {
  var frame: ApplicationFrame
  var context: PageContext

  private var build: BuildSettings { frame.application.build }

  var html: HTML {
    let form = PostForm("save-build", context, hidden: [("applicationId", frame.id.rawValue)])
    let tiles = Select(
      "buildType", "Builder", [.init("dockerfile", "Dockerfile"), .init("static", "Static site")],
      build.buildType == .static ? "static" : "dockerfile")
    return Card("Build", id: "build").html(
      form.html(
        """
        <div class="chooser form">\(tiles.tiles(form, icons: ["dockerfile": .box, "static": .globe]))\
        <div class="form" data-when="dockerfile">\(dockerfile(form))</div>\
        <div class="form" data-when="static">\(site(form))</div></div>\
        \(Toggle("cleanCache", "Build the next time without the cache", build.cleanCache).html(form))\
        <div class="form-actions">\(button("Save build"))</div>
        """, action: "/forms/save-build"))
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

  private func site(_ form: PostForm) -> HTML {
    let folder = Field("publishDirectory", "Folder with the site", build.publishDirectory ?? "").with { field in
      field.isCode = true
      field.placeholder = "/"
    }
    let spa = Toggle(
      "isStaticSpa", "Unknown paths answer index.html", build.isStaticSpa ?? false,
      help: "For apps with their own router.")
    return "\(folder.html(form))\(spa.html(form))"
  }
}
