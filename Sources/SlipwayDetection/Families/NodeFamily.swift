/// Node projects, and what is built with Node to be served as files.
enum NodeFamily: Family {
  private static let standardVersion = "22"

  static func plan(_ request: FamilyRequest) -> DetectedPlan? {
    let tree = request.tree
    guard let text = tree.text("package.json"), let manifest = PackageManifest(text) else { return nil }
    let packages = NodePackages(manifest, tree)
    let (version, why) = version(manifest, tree)
    let framework = NodeFramework.of(manifest, tree)
    let output = request.outputFolder ?? framework?.output(manifest, tree)
    let start = start(manifest, packages, framework, tree)
    var project = NodeProject(
      request: request, manifest: manifest, packages: packages, version: version, start: start)
    project.framework = framework
    var reasons = ["package.json is there.", packages.reason, why]
    if let framework { reasons.append("package.json depends on \(framework.package): \(framework.title).") }
    let title = [packages.tool == .bun ? "Bun" : "Node \(version) with \(packages.title)", framework?.title]
    let name = title.compactMap { $0 }.joined(separator: ", ")
    if let output, let folder = PlainName.of(output, allowing: "/"), request.outputFolder != nil || start == nil {
      return project.site(name, folder, reasons)
    }
    guard start != nil || tree.first(["index.html"]) == nil else { return nil }
    return project.service(name, reasons)
  }

  private static func version(_ manifest: PackageManifest, _ tree: SourceTree) -> (String, String) {
    for name in [".nvmrc", ".node-version"] {
      if let text = tree.text(name), let version = VersionText.first(in: text.trimmed.dropV, parts: 3) {
        return (version, "\(name) says Node \(version).")
      }
    }
    if let version = VersionText.ofTool("nodejs", in: tree, parts: 3) {
      return (version, ".tool-versions says Node \(version).")
    }
    if let range = manifest.nodeRange, let version = major(of: range) {
      return (version, "engines.node in package.json says Node \(version).")
    }
    return (standardVersion, "No version is named: Node \(standardVersion).")
  }

  /// Of a range the lowest number that is allowed, or the usual one where that is allowed too.
  private static func major(of range: String) -> String? {
    let text = String(range.drop { !$0.isNumber })
    guard let version = VersionText.first(in: text, parts: 1), let number = Int(version) else { return nil }
    let isOpen = range.trimmed.hasPrefix(">") && !range.contains("<")
    return isOpen && number < 22 ? standardVersion : version
  }

  private static func start(
    _ manifest: PackageManifest, _ packages: NodePackages, _ framework: NodeFramework?, _ tree: SourceTree
  ) -> [String]? {
    if let web = Procfile.web(in: tree) { return Procfile.words(web) }
    if let script = manifest.scripts["start"], !(framework?.previews(script) ?? false) {
      let words = script.split(separator: " ").map(String.init)
      if words.count == 2, words[0] == "node", PlainName.of(words[1], allowing: "/") != nil { return words }
      return [packages.program, "run", "start"]
    }
    if let start = framework?.start { return start }
    let runner = packages.tool == .bun ? "bun" : "node"
    let candidates = [manifest.main, "server.js", "index.js", "app.js", "main.js", "server.mjs", "index.mjs"]
      .compactMap { $0 }
    let file = candidates.first { tree.has($0) && PlainName.of($0, allowing: "/") != nil }
    guard let file, framework?.isStatic != true else { return nil }
    return [runner, file]
  }
}

extension String {
  /// `v22` is `22`.
  fileprivate var dropV: String { hasPrefix("v") ? String(dropFirst()) : self }
}
