/// A Node project that is known, on its way to a Dockerfile.
struct NodeProject {
  var request: FamilyRequest
  var manifest: PackageManifest
  var packages: NodePackages
  var version: String
  var start: [String]?
  var framework: NodeFramework?

  private var image: String {
    packages.tool == .bun ? request.settings.image(.bun, "1") : request.settings.image(.node, version)
  }

  private var builds: Bool { manifest.scripts["build"] != nil }

  func site(_ title: String, _ folder: String, _ reasons: [String]) -> DetectedPlan {
    var build = self.build
    build.layers.append(.run(["test", "-d", folder]))
    let recipe = StaticSite.recipe(
      from: folder, of: build, settings: request.settings, isSinglePage: framework?.isSinglePage ?? true)
    var plan = DetectedPlan(
      family: "node", title: title, method: .generated(recipe),
      reasons: reasons + ["Only files are served, from \(folder)."])
    plan.outputFolder = folder
    plan.made = ["node_modules", folder]
    return plan
  }

  func service(_ title: String, _ reasons: [String]) -> DetectedPlan {
    var build = self.build
    if let prune = packages.prune, !manifest.developmentDependencies.isEmpty { build.layers.append(.run(prune)) }
    var run = DockerfileRecipe.Stage(name: nil, image: image)
    run.environment = [
      .init("NODE_ENV", "production"), .init("PORT", "3000"), .init("HOST", "0.0.0.0"), .init("HOSTNAME", "0.0.0.0"),
      .init("HOME", "/tmp"),
    ]
    if !packages.setup.isEmpty, start?.first == packages.program { run.layers += packages.setup.map { .run($0) } }
    run.layers.append(.take(stage: "build", from: "/app", to: "/app", isOwned: true))
    let recipe = DockerfileRecipe(
      stages: [build, run], port: 3000, health: packages.tool == .bun ? .none : .node,
      start: start ?? ["node", "index.js"])
    var plan = DetectedPlan(family: "node", title: title, method: .generated(recipe), reasons: reasons)
    plan.made = ["node_modules"]
    if start == nil { plan.notes.append("Nothing says how it is started: add a start script to package.json.") }
    return plan
  }

  private var build: DockerfileRecipe.Stage {
    var stage = DockerfileRecipe.Stage(name: "build", image: image)
    stage.environment = request.settings.environment(.npm)
    let needsAll = manifest.hasWorkspaces || manifest.hasInstallScripts || request.tree.has("pnpm-workspace.yaml")
    let isEmpty = manifest.all.isEmpty && !packages.hasLock && !needsAll
    if !isEmpty {
      stage.layers += packages.setup.map { .run($0) }
      stage.layers += [needsAll ? .code : .files(packages.files), .run(packages.install)]
    }
    if isEmpty || !needsAll { stage.layers.append(.code) }
    if builds { stage.layers.append(.run([packages.program, "run", "build"])) }
    return stage
  }
}

extension NodeFramework {
  /// Whether unknown paths are the application's own.
  fileprivate var isSinglePage: Bool {
    switch self {
    case .createReactApp, .vueCLI, .vite, .angular: true
    default: false
    }
  }
}
