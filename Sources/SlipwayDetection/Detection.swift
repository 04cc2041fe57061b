import SlipwayCore

/// Reads a tree and says how it is built.
package enum Detection {
  /// Every family that is known, the more telling first.
  package static let families: [any Family.Type] = [
    SwiftFamily.self, RustFamily.self, GoFamily.self, DotNetFamily.self, JavaFamily.self, ElixirFamily.self,
    PHPFamily.self, RubyFamily.self, PythonFamily.self, DenoFamily.self, NodeFamily.self, StaticFamily.self,
  ]
  private static let composeFiles = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"]

  /// - Parameters:
  ///   - dockerfile: the path that the settings name.
  ///   - outputFolder: what the settings say is served, instead of what was found.
  /// - Throws: ``SlipwayError`` `badRequest` when nothing is known of it, saying what was looked for.
  package static func plan(
    _ tree: SourceTree, dockerfile: String = "Dockerfile", outputFolder: String? = nil,
    settings: DetectionSettings = DetectionSettings()
  ) throws -> DetectedPlan {
    if tree.has(dockerfile) { return own(dockerfile, tree) }
    let request = FamilyRequest(tree: tree, settings: settings, outputFolder: outputFolder)
    let found = families.compactMap { $0.plan(request) }
    if var plan = found.first {
      let others = found.dropFirst().filter { $0.family != "static" }.map(\.title)
      if !others.isEmpty { plan.notes.append("Also found, and not built: \(others.joined(separator: "; ")).") }
      return plan
    }
    if let compose = tree.first(composeFiles) {
      return DetectedPlan(
        family: "compose", title: "A compose file", method: .compose(compose), reasons: ["\(compose) is there."])
    }
    throw SlipwayError.invalid(
      "buildType",
      "nothing was found that says how this is built. Looked for a Dockerfile, a compose file, index.html, package.json, "
        + "requirements.txt, pyproject.toml, go.mod, Cargo.toml, Gemfile, composer.json, pom.xml, build.gradle, a "
        + "C# or F# project, Package.swift, mix.exs and deno.json in the folder that is built. Add one of them, choose the "
        + "folder at the source, or choose a builder")
  }

  private static func own(_ path: String, _ tree: SourceTree) -> DetectedPlan {
    var plan = DetectedPlan(
      family: "dockerfile", title: "A Dockerfile", method: .dockerfile(path), reasons: ["\(path) is there."])
    if let compose = tree.first(composeFiles) {
      plan.notes.append("\(compose) is there too; to run it, create a compose service.")
    }
    return plan
  }
}
