/// Go modules.
enum GoFamily: Family {
  static func plan(_ request: FamilyRequest) -> DetectedPlan? {
    let tree = request.tree
    guard let module = tree.text("go.mod") ?? (tree.has("go.mod") ? "" : nil) else { return nil }
    let line = module.split(whereSeparator: \.isNewline).first { $0.hasPrefix("go ") }
    let version = line.flatMap { VersionText.first(in: String($0.dropFirst(3)), parts: 2) }
    let commands = tree.files(ending: "/main.go", depth: 3).filter { $0.hasPrefix("cmd/") }
    let isRoot = tree.has("main.go") || commands.isEmpty
    let package =
      isRoot
      ? "."
      : commands.first.flatMap { PlainName.of(String($0.dropLast("/main.go".count)), allowing: "/") }.map {
        "./" + $0
      } ?? "."
    var build = DockerfileRecipe.Stage(name: "build", image: request.settings.image(.go, version ?? "1"))
    build.environment = request.settings.environment(.go) + [.init("CGO_ENABLED", "0")]
    let sums = ["go.mod", "go.sum"].filter(tree.has)
    build.layers = sums.count == 2 ? [.files(sums), .run(["go", "mod", "download"])] : []
    build.layers += [.code, .run(["go", "build", "-trimpath", "-ldflags=-s -w", "-o", "/out/app", package])]
    var run = DockerfileRecipe.Stage(name: nil, image: request.settings.image(.debian))
    run.environment = [.init("PORT", "8080"), .init("HOME", "/tmp")]
    let certificates = "/etc/ssl/certs/ca-certificates.crt"
    run.layers = [.take(stage: "build", from: certificates, to: certificates)]
    // Templates and files beside the program.
    run.layers += [
      .take(stage: "build", from: "/app", to: "/app"),
      .take(stage: "build", from: "/out/app", to: "/usr/local/bin/app"),
    ]
    let recipe = DockerfileRecipe(stages: [build, run], port: 8080, health: .bash, start: ["/usr/local/bin/app"])
    var plan = DetectedPlan(
      family: "go", title: "Go \(version ?? "1")", method: .generated(recipe),
      reasons: ["go.mod is there" + (version.map { " and says Go \($0)." } ?? "."), "The program is \(package)."])
    if commands.count > 1, !tree.has("main.go") {
      plan.notes.append("There are several programs below cmd; the first one is built.")
    }
    if sums.count < 2, module.contains("require") {
      plan.notes.append("go.sum is missing: run 'go mod tidy' and commit it.")
    }
    return plan
  }
}
