/// Python projects: pip, uv and poetry.
enum PythonFamily: Family {
  private static let standardVersion = "3.12"
  private static let programs = ["main.py", "app.py", "server.py", "wsgi.py", "asgi.py"]

  static func plan(_ request: FamilyRequest) -> DetectedPlan? {
    let tree = request.tree
    let hasManifest = tree.first(["requirements.txt", "pyproject.toml", "manage.py", "Pipfile"]) != nil
    guard hasManifest || tree.first(programs) != nil else { return nil }
    let packages = PythonPackages(tree)
    let (version, why) = version(tree)
    let server = PythonServer(tree, packages)
    var build = DockerfileRecipe.Stage(name: "build", image: request.settings.image(.python, version))
    build.environment =
      request.settings.environment(.pypi)
      + [
        .init("VIRTUAL_ENV", "/venv"), .init("PATH", "/venv/bin:$PATH"), .init("PIP_DISABLE_PIP_VERSION_CHECK", "1"),
      ]
    build.layers = [.run(["python3", "-m", "venv", "/venv"])] + packages.layers
    build.layers +=
      server.extraPackages.isEmpty ? [] : [.run(["pip", "install", "--no-cache-dir"] + server.extraPackages)]
    var run = DockerfileRecipe.Stage(name: nil, image: request.settings.image(.python, version))
    run.environment = [
      .init("PATH", "/venv/bin:$PATH"), .init("PYTHONUNBUFFERED", "1"), .init("PYTHONDONTWRITEBYTECODE", "1"),
      .init("PORT", "8000"), .init("HOME", "/tmp"),
    ]
    run.layers = [
      .take(stage: "build", from: "/venv", to: "/venv"),
      .take(stage: "build", from: "/app", to: "/app", isOwned: true),
    ]
    let recipe = DockerfileRecipe(stages: [build, run], port: 8000, health: .python, start: server.start)
    var plan = DetectedPlan(
      family: "python",
      title: ["Python \(version) with \(packages.title)", server.title].compactMap { $0 }.joined(separator: ", "),
      method: .generated(recipe), reasons: packages.reasons + [why] + server.reasons)
    plan.notes = server.notes + packages.notes
    plan.made = [".venv", "venv", "__pycache__"]
    return plan
  }

  private static func version(_ tree: SourceTree) -> (String, String) {
    for name in [".python-version", "runtime.txt"] {
      let text = tree.text(name)?.drop { !$0.isNumber }
      if let text, let version = VersionText.first(in: String(text), parts: 3) {
        return (version, "\(name) says Python \(version).")
      }
    }
    if let version = VersionText.ofTool("python", in: tree, parts: 3) {
      return (version, ".tool-versions says Python \(version).")
    }
    let project = TOMLText(tree.text("pyproject.toml") ?? "")
    let range =
      project.value("requires-python", in: "project") ?? project.value("python", in: "tool.poetry.dependencies")
    if let range, let version = VersionText.first(in: String(range.drop { !$0.isNumber }), parts: 2),
      version.contains(".")
    {
      let isOpen = (range.hasPrefix(">") || range.hasPrefix("^")) && !range.contains("<")
      let isOlder = (version.split(separator: ".").last.flatMap { Int($0) } ?? 0) < 12
      let chosen = isOpen && isOlder ? standardVersion : version
      return (chosen, "pyproject.toml asks for Python \(range.prefix(30)): \(chosen).")
    }
    return (standardVersion, "No version is named: Python \(standardVersion).")
  }
}
