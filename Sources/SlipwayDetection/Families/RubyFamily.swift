/// Ruby projects with a Gemfile.
enum RubyFamily: Family {
  static func plan(_ request: FamilyRequest) -> DetectedPlan? {
    let tree = request.tree
    guard let gems = tree.text("Gemfile") else { return nil }
    let (version, why) = version(tree, gems)
    let isRails = tree.has("config/application.rb")
    var build = DockerfileRecipe.Stage(name: "build", image: request.settings.image(.ruby, version))
    let bundle: [DockerfileRecipe.Variable] =
      [.init("BUNDLE_PATH", "/bundle"), .init("BUNDLE_WITHOUT", "development:test")]
      + (tree.has("Gemfile.lock") ? [.init("BUNDLE_DEPLOYMENT", "1")] : [])
    build.environment = request.settings.environment(.rubygems) + bundle
    let files = ["Gemfile", "Gemfile.lock", ".ruby-version"].filter(tree.has)
    build.layers = [.files(files), .run(["bundle", "install"]), .code]
    if isRails,
      gems.contains("sprockets") || gems.contains("propshaft")
        || tree.paths.contains(where: { $0.hasPrefix("app/assets/") })
    {
      build.layers.append(
        .run([
          "env", "RAILS_ENV=production", "SECRET_KEY_BASE_DUMMY=1", "bundle", "exec", "rails", "assets:precompile",
        ]))
    }
    var run = DockerfileRecipe.Stage(name: nil, image: request.settings.image(.rubySlim, version))
    run.environment =
      bundle + [.init("RACK_ENV", "production"), .init("RAILS_ENV", "production"), .init("RAILS_LOG_TO_STDOUT", "1")]
    run.environment += [.init("PORT", "3000"), .init("HOME", "/tmp")]
    run.layers = [
      .take(stage: "build", from: "/bundle", to: "/bundle"),
      .take(stage: "build", from: "/app", to: "/app", isOwned: true),
    ]
    let (start, reason) = start(tree, gems, isRails)
    let recipe = DockerfileRecipe(stages: [build, run], port: 3000, health: .bash, start: start)
    var plan = DetectedPlan(
      family: "ruby", title: "Ruby \(version)" + (isRails ? ", Rails" : ""), method: .generated(recipe),
      reasons: ["Gemfile is there.", why, reason])
    if isRails {
      plan.notes.append(
        "Set SECRET_KEY_BASE or RAILS_MASTER_KEY in the environment; migrations are not run by themselves.")
    }
    if gems.contains("'pg'") || gems.contains("\"pg\"") {
      plan.notes.append("The gem pg needs libpq in the image that runs; eject the Dockerfile to add it.")
    }
    return plan
  }

  private static func version(_ tree: SourceTree, _ gems: String) -> (String, String) {
    if let text = tree.text(".ruby-version"),
      let version = VersionText.first(in: String(text.drop { !$0.isNumber }), parts: 3)
    {
      return (version, ".ruby-version says Ruby \(version).")
    }
    let line = gems.split(whereSeparator: \.isNewline).first { $0.trimmed.hasPrefix("ruby ") }
    if let line, let version = VersionText.first(in: String(line.drop { !$0.isNumber }), parts: 2) {
      return (version, "The Gemfile says Ruby \(version).")
    }
    if let version = VersionText.ofTool("ruby", in: tree, parts: 3) {
      return (version, ".tool-versions says Ruby \(version).")
    }
    return ("3.3", "No version is named: Ruby 3.3.")
  }

  private static func start(_ tree: SourceTree, _ gems: String, _ isRails: Bool) -> ([String], String) {
    if let web = Procfile.web(in: tree) {
      return (Procfile.words(web), "The Procfile says how the web process is started.")
    }
    if isRails {
      return (
        ["bundle", "exec", "rails", "server", "-b", "0.0.0.0", "-p", "3000"], "config/application.rb is there: Rails."
      )
    }
    if tree.has("config.ru") {
      if gems.contains("puma") {
        return (["bundle", "exec", "puma", "-b", "tcp://0.0.0.0:3000"], "config.ru is there: puma serves it.")
      }
      return (
        ["bundle", "exec", "rackup", "--host", "0.0.0.0", "--port", "3000"], "config.ru is there: rackup serves it."
      )
    }
    let file = tree.first(["app.rb", "main.rb", "server.rb"]) ?? "app.rb"
    return (["bundle", "exec", "ruby", file], "\(file) is started.")
  }
}
