/// Files that are served as they are.
enum StaticFamily: Family {
  private static let folders = ["", "public", "dist", "site", "docs", "www", "build", "_site", "html"]

  static func plan(_ request: FamilyRequest) -> DetectedPlan? {
    let given = request.outputFolder.flatMap { PlainName.of($0, allowing: "/") }
    let folder = given ?? folders.first { request.tree.has($0.isEmpty ? "index.html" : $0 + "/index.html") }
    guard let folder, given == nil || request.tree.paths.contains(where: { $0.hasPrefix(folder + "/") }) else {
      return nil
    }
    let recipe = StaticSite.recipe(folder: folder, settings: request.settings)
    let place = folder.isEmpty ? "index.html" : folder + "/index.html"
    var plan = DetectedPlan(
      family: "static", title: "A static site", method: .generated(recipe),
      reasons: ["\(place) is there, and nothing to build it with."])
    plan.outputFolder = folder
    return plan
  }
}

/// nginx that serves a folder as a user who is not root, on port 8080.
package enum StaticSite {
  /// Of the code as it is.
  static func recipe(folder: String, settings: DetectionSettings) -> DockerfileRecipe {
    var stage = server(settings, isSinglePage: false)
    if folder.isEmpty {
      stage.layers.append(.code)
      return recipe([stage])
    }
    var code = DockerfileRecipe.Stage(name: "code", image: settings.image(.nginx))
    code.layers = [.code]
    stage.layers.append(.take(stage: "code", from: "/app/" + folder, to: "/srv/site"))
    return recipe([code, stage])
  }

  /// Of what a stage has built.
  static func recipe(
    from folder: String, of build: DockerfileRecipe.Stage, settings: DetectionSettings, isSinglePage: Bool
  ) -> DockerfileRecipe {
    var stage = server(settings, isSinglePage: isSinglePage)
    stage.layers.append(.take(stage: "build", from: "/app/" + folder, to: "/srv/site"))
    return recipe([build, stage])
  }

  /// Of a folder of an image.
  package static func dockerfile(
    image: String, path: String, settings: DetectionSettings, isSinglePage: Bool
  ) -> String {
    var stage = server(settings, isSinglePage: isSinglePage)
    stage.layers.append(.take(stage: image, from: path, to: "/srv/site"))
    return DockerfileText.of(recipe([stage]), title: "The files that were built")
  }

  private static func recipe(_ stages: [DockerfileRecipe.Stage]) -> DockerfileRecipe {
    DockerfileRecipe(stages: stages, port: 8080, health: .wget, start: ["nginx", "-g", "daemon off;"])
  }

  private static func server(_ settings: DetectionSettings, isSinglePage: Bool) -> DockerfileRecipe.Stage {
    var stage = DockerfileRecipe.Stage(name: nil, image: settings.image(.nginx), folder: "/srv/site")
    let fallback = isSinglePage ? "/index.html" : "=404"
    let lines = [
      "worker_processes 1;", "pid /tmp/nginx.pid;", "error_log stderr;", "events { worker_connections 1024; }",
      "http {",
      "include /etc/nginx/mime.types;", "default_type application/octet-stream;", "sendfile on;", "gzip on;",
      "gzip_types text/css application/javascript application/json image/svg+xml;", "access_log off;",
      "client_body_temp_path /tmp/client;", "proxy_temp_path /tmp/proxy;", "fastcgi_temp_path /tmp/fastcgi;",
      "uwsgi_temp_path /tmp/uwsgi;", "scgi_temp_path /tmp/scgi;",
      "server { listen 8080; root /srv/site; absolute_redirect off;",
      "location / { try_files $uri $uri/ \(fallback); } }", "}",
    ]
    // Written by a program of every image, from words of ours only.
    let script = "printf '%s\\n' " + lines.map { "'\($0)'" }.joined(separator: " ") + " > /etc/nginx/nginx.conf"
    stage.layers = [.run(ContainerShell.words(script))]
    return stage
  }
}
