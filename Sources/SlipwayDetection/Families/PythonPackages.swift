/// Who installs a Python project's packages, and what they are.
struct PythonPackages {
  enum Tool: String { case pip, uv, poetry, project = "pip (pyproject.toml)", none = "no packages" }
  var tool: Tool
  var reasons: [String]
  var notes: [String] = []
  /// The text that names what is depended on, in small letters.
  let named: String
  private let tree: SourceTree

  init(_ tree: SourceTree) {
    self.tree = tree
    let project = tree.text("pyproject.toml").map { TOMLText($0) }
    named = ((tree.text("requirements.txt") ?? "") + "\n" + (tree.text("pyproject.toml") ?? "")).lowercased()
    if tree.has("uv.lock") {
      (tool, reasons) = (.uv, ["uv.lock is there: uv installs the packages."])
    } else if tree.has("poetry.lock") || project?.has("tool.poetry") == true {
      (tool, reasons) = (
        .poetry, ["\(tree.has("poetry.lock") ? "poetry.lock" : "pyproject.toml") says poetry installs the packages."]
      )
    } else if tree.has("requirements.txt") {
      (tool, reasons) = (.pip, ["requirements.txt is there: pip installs the packages."])
    } else if project?.has("project") == true {
      (tool, reasons) = (.project, ["pyproject.toml is there: pip installs the project."])
    } else {
      (tool, reasons) = (.none, ["There are Python programs, and no list of packages."])
      if tree.has("Pipfile") {
        notes.append("A Pipfile is not read: write requirements.txt with 'pipenv requirements'.")
      }
    }
  }

  var title: String { tool.rawValue }

  /// Whether a package is depended on.
  func has(_ package: String) -> Bool {
    named.split { $0.isWhitespace || "\"',=<>~!;[](){}^".contains($0) }.contains { $0 == package }
  }

  /// From an empty environment in `/venv` to the project with its packages.
  var layers: [DockerfileRecipe.Layer] {
    switch tool {
    case .none: return [.code]
    case .pip:
      let others = tree.paths.filter { !$0.contains("/") && $0.hasPrefix("requirements") && $0.hasSuffix(".txt") }
        .sorted()
      return [.files(others), .run(["pip", "install", "--no-cache-dir", "-r", "requirements.txt"]), .code]
    case .project: return [.code, .run(["pip", "install", "--no-cache-dir", "."])]
    case .uv:
      let sync = ["/opt/uv/bin/uv", "sync", "--frozen", "--no-dev", "--active"]
      return tool("uv") + [
        .files(["pyproject.toml", "uv.lock"]), .run(sync + ["--no-install-project"]), .code, .run(sync),
      ]
    case .poetry:
      let install = ["/opt/poetry/bin/poetry", "install", "--only", "main", "--no-root", "--no-interaction"]
      return tool("poetry") + [.files(["pyproject.toml", "poetry.lock"].filter(tree.has)), .run(install), .code]
    }
  }

  /// In an environment of its own, so that its packages are not the project's.
  private func tool(_ name: String) -> [DockerfileRecipe.Layer] {
    [
      .run(["python3", "-m", "venv", "/opt/\(name)"]),
      .run(["/opt/\(name)/bin/pip", "install", "--no-cache-dir", name]),
    ]
  }
}
