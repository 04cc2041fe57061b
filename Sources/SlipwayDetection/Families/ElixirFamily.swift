/// Mix projects, released.
enum ElixirFamily: Family {
  static func plan(_ request: FamilyRequest) -> DetectedPlan? {
    let tree = request.tree
    guard let text = tree.text("mix.exs") else { return nil }
    let name = PlainName.of(word(after: "app: :", in: text)) ?? "app"
    let asked = text.firstRange(of: "elixir:").map { String(text[$0.upperBound...].prefix(40).drop { !$0.isNumber }) }
    let version =
      VersionText.ofTool("elixir", in: tree, parts: 2) ?? asked.flatMap { VersionText.first(in: $0, parts: 2) }
      ?? "1.17"
    let isPhoenix = text.contains(":phoenix")
    var build = DockerfileRecipe.Stage(name: "build", image: request.settings.image(.elixir, version))
    build.environment = request.settings.environment(.hex) + [.init("MIX_ENV", "prod")]
    build.layers = [
      .run(["mix", "local.hex", "--force"]), .run(["mix", "local.rebar", "--force"]),
      .files(["mix.exs", "mix.lock"].filter(tree.has)),
      .run(["mix", "deps.get", "--only", "prod"]), .run(["mix", "deps.compile"]), .code,
    ]
    if text.contains("assets.deploy") { build.layers.append(.run(["mix", "assets.deploy"])) }
    build.layers += [.run(["mix", "release", "--path", "/out"])]
    var run = DockerfileRecipe.Stage(name: nil, image: request.settings.image(.elixirSlim, version))
    run.environment = [
      .init("PHX_SERVER", "true"), .init("PORT", "4000"), .init("LANG", "C.UTF-8"), .init("HOME", "/tmp"),
    ]
    run.layers = [.take(stage: "build", from: "/out", to: "/app", isOwned: true)]
    let recipe = DockerfileRecipe(
      stages: [build, run], port: 4000, health: .bash, start: ["/app/bin/\(name)", "start"])
    var plan = DetectedPlan(
      family: "elixir", title: "Elixir \(version)" + (isPhoenix ? ", Phoenix" : ""), method: .generated(recipe),
      reasons: ["mix.exs is there and makes '\(name)'."])
    plan.made = ["_build", "deps"]
    if isPhoenix {
      plan.notes.append(
        "Set SECRET_KEY_BASE, PHX_HOST and DATABASE_URL in the environment; migrations are not run by themselves.")
    }
    return plan
  }

  private static func word(after mark: String, in text: String) -> String? {
    text.firstRange(of: mark).map {
      String(text[$0.upperBound...].prefix { $0.isLetter || $0.isNumber || $0 == "_" })
    }
  }
}
