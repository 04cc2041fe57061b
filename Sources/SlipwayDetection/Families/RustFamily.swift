/// Cargo packages.
enum RustFamily: Family {
  static func plan(_ request: FamilyRequest) -> DetectedPlan? {
    let tree = request.tree
    guard let text = tree.text("Cargo.toml") else { return nil }
    let manifest = TOMLText(text)
    let name = PlainName.of(manifest.value("name", in: "bin") ?? manifest.value("name", in: "package"))
    let toolchain =
      TOMLText(tree.text("rust-toolchain.toml") ?? "").value("channel", in: "toolchain")
      ?? tree.text("rust-toolchain")
    let version = toolchain.flatMap { VersionText.first(in: $0.trimmed, parts: 3) } ?? "1"
    var build = DockerfileRecipe.Stage(name: "build", image: request.settings.image(.rust, version))
    let cargo = ["cargo"] + mirror(request.settings)
    let flags = ["--release"] + (tree.has("Cargo.lock") ? ["--locked"] : []) + (name.map { ["--bin", $0] } ?? [])
    if tree.has("src/main.rs"), !manifest.has("workspace") {
      build.layers += dependencies(cargo + ["build"] + flags, tree, name)
    }
    build.layers += [.code]
    // What was compiled above is older than the code, whatever its files' times say.
    if tree.has("src/main.rs"), !manifest.has("workspace") { build.layers.append(.run(["touch", "src/main.rs"])) }
    build.layers.append(.run(cargo + ["build"] + flags))
    var run = DockerfileRecipe.Stage(name: nil, image: request.settings.image(.debian))
    run.environment = [.init("PORT", "8080"), .init("HOME", "/tmp")]
    let certificates = "/etc/ssl/certs/ca-certificates.crt"
    run.layers = [
      .take(stage: "build", from: certificates, to: certificates),
      .take(stage: "build", from: "/app/target/release/\(name ?? "app")", to: "/usr/local/bin/app"),
    ]
    let recipe = DockerfileRecipe(stages: [build, run], port: 8080, health: .bash, start: ["/usr/local/bin/app"])
    var plan = DetectedPlan(
      family: "rust", title: version == "1" ? "Rust" : "Rust \(version)", method: .generated(recipe),
      reasons: ["Cargo.toml is there" + (name.map { " and makes '\($0)'." } ?? ".")])
    plan.made = ["target"]
    if name == nil {
      plan.notes.append("Cargo.toml names no program: it may be a workspace; choose the folder of the program.")
    }
    return plan
  }

  /// The packages are compiled by themselves, with a program that does nothing, so that they stay when the code changes.
  private static func dependencies(_ build: [String], _ tree: SourceTree, _ name: String?) -> [DockerfileRecipe.Layer]
  {
    // An own build script or library needs its files.
    guard !tree.has("build.rs"), !tree.has("src/lib.rs"), name != nil else { return [] }
    let empty = "mkdir -p src && echo 'fn main() {}' > src/main.rs"
    return [.files(["Cargo.toml", "Cargo.lock"].filter(tree.has)), .run(ContainerShell.words(empty)), .run(build)]
  }

  private static func mirror(_ settings: DetectionSettings) -> [String] {
    guard let address = settings.mirrors[PackageMirror.crates.rawValue], PackageMirror.isAddress(address) else {
      return []
    }
    return [
      "--config", "source.crates-io.replace-with=\"mirror\"", "--config",
      "source.mirror.registry=\"sparse+\(address)\"",
    ]
  }
}
