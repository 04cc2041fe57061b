/// Swift packages with a program.
enum SwiftFamily: Family {
  static func plan(_ request: FamilyRequest) -> DetectedPlan? {
    let tree = request.tree
    guard let text = tree.text("Package.swift") else { return nil }
    let (version, why) = version(tree, text)
    let products = names(after: ".executable(", in: text) + names(after: ".executableTarget(", in: text)
    let isVapor = text.contains("vapor/vapor")
    let product = products.first ?? "App"
    var build = DockerfileRecipe.Stage(name: "build", image: request.settings.image(.swift, version))
    let manifests = ["Package.swift", "Package.resolved"].filter(tree.has)
    if text.contains(".package(") { build.layers = [.files(manifests), .run(["swift", "package", "resolve"])] }
    build.layers += [
      .code, .run(["swift", "build", "--configuration", "release", "--product", product]),
      .run(["install", "-D", ".build/release/\(product)", "/out/\(product)"]),
    ]
    if text.contains("resources:") {
      build.layers.append(.run(ContainerShell.words("cp -r .build/release/*.resources /out/")))
    }
    var run = DockerfileRecipe.Stage(name: nil, image: request.settings.image(.swiftSlim, version))
    run.environment = [.init("PORT", "8080"), .init("HOME", "/tmp")]
    run.layers = [.take(stage: "build", from: "/out", to: "/app", isOwned: true)]
    if isVapor, tree.paths.contains(where: { $0.hasPrefix("Public/") }) {
      run.layers.append(.take(stage: "build", from: "/app/Public", to: "/app/Public"))
    }
    let serve = isVapor ? ["serve", "--env", "production", "--hostname", "0.0.0.0", "--port", "8080"] : []
    let recipe = DockerfileRecipe(
      stages: [build, run], port: 8080, health: .bash, start: ["/app/\(product)"] + serve)
    var plan = DetectedPlan(
      family: "swift", title: "Swift \(version)" + (isVapor ? ", Vapor" : ""), method: .generated(recipe),
      reasons: ["Package.swift is there.", why] + (products.isEmpty ? [] : ["It makes the program '\(product)'."]))
    plan.made = [".build"]
    if products.isEmpty { plan.notes.append("Package.swift names no program; '\(product)' is built.") }
    return plan
  }

  private static func version(_ tree: SourceTree, _ text: String) -> (String, String) {
    if let own = tree.text(".swift-version"), let version = VersionText.first(in: own.trimmed, parts: 3) {
      return (version, ".swift-version says Swift \(version).")
    }
    let line = text.split(whereSeparator: \.isNewline).first { $0.contains("swift-tools-version") } ?? ""
    guard let version = VersionText.first(in: String(line.drop { !$0.isNumber }), parts: 2) else {
      return ("6.0", "No version is named: Swift 6.0.")
    }
    return (version, "swift-tools-version says Swift \(version).")
  }

  /// The names of products or targets, as far as they are plain.
  private static func names(after mark: String, in text: String) -> [String] {
    text.split(separator: mark).dropFirst().compactMap { rest in
      guard let name = rest.firstRange(of: "name:") else { return nil }
      let value = rest[name.upperBound...].drop { $0.isWhitespace }
      guard value.first == "\"" else { return nil }
      return PlainName.of(String(value.dropFirst().prefix { $0 != "\"" }))
    }
  }
}
