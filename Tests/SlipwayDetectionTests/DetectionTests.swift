import Foundation
import SlipwayCore
import SlipwayDetection
import Testing

/// What is said of a project, beside what is expected of it: `Tests/Fixtures/auto/<family>.expected`.
/// `SLIPWAY_PLANS=<folder>` writes what is said now.
@Suite struct DetectionTests {
  static let families = [
    "node", "python", "static", "swift", "go", "rust", "ruby", "php", "java", "dotnet", "elixir", "deno",
  ]

  @Test(arguments: families) func `a project of each family is planned as expected`(family: String) throws {
    let plan = try Detection.plan(Self.tree(family))
    #expect(plan.family == family)
    let text = try (plan.lines + ["", #require(plan.dockerfile)]).joined(separator: "\n")
    if let folder = ProcessInfo.processInfo.environment["SLIPWAY_PLANS"] {
      try text.write(toFile: "\(folder)/\(family).expected", atomically: true, encoding: .utf8)
    }
    #expect(text == (try? String(contentsOf: Self.root.appending(path: "\(family).expected"), encoding: .utf8)))
  }

  @Test func `a Dockerfile is built as it is, whatever else is there`() throws {
    let tree = SourceTree(paths: ["Dockerfile", "compose.yaml"], texts: ["package.json": "{}"])
    let plan = try Detection.plan(tree)
    #expect(plan.method == .dockerfile("Dockerfile"))
    #expect(plan.notes == ["compose.yaml is there too; to run it, create a compose service."])
  }

  @Test func `a Dockerfile of another name is the one that the settings name`() throws {
    let tree = SourceTree(paths: ["docker/web.Dockerfile", "index.html"])
    #expect(
      try Detection.plan(tree, dockerfile: "docker/web.Dockerfile").method == .dockerfile("docker/web.Dockerfile"))
  }

  @Test func `a compose file alone is no application`() throws {
    let plan = try Detection.plan(SourceTree(paths: ["docker-compose.yml"]))
    #expect(plan.method == .compose("docker-compose.yml"))
    #expect(plan.lines.last?.contains("create a compose service") == true)
  }

  @Test func `nothing known is said with what was looked for`() {
    #expect {
      try Detection.plan(SourceTree(paths: ["README.md"]))
    } throws: {
      ($0 as? SlipwayError)?.details["buildType"]?.contains("package.json") == true
    }
  }

  @Test func `what else was found is said`() throws {
    let tree = SourceTree(texts: [
      "go.mod": "module x\n\ngo 1.21\n", "package.json": #"{"scripts":{"start":"node a.js"}}"#,
    ])
    let plan = try Detection.plan(tree)
    #expect(plan.family == "go")
    #expect(plan.notes == ["Also found, and not built: Node 22 with npm."])
  }

  @Test func `base images and mirrors are settings`() throws {
    let settings = DetectionSettings(
      images: ["node": "registry.local/base/node:{version}", "nginx": "registry.local/nginx"],
      mirrors: ["npm": "https://npm.local/"])
    let tree = SourceTree(texts: ["package.json": #"{"scripts":{"start":"node a.js"},"dependencies":{"x":"1"}}"#])
    let text = try #require(try Detection.plan(tree, settings: settings).dockerfile)
    #expect(text.contains("FROM registry.local/base/node:22 AS build"))
    #expect(text.contains("ENV NPM_CONFIG_REGISTRY=\"https://npm.local/\""))
  }

  @Test(arguments: [
    ["node": "a\nRUN evil"], ["node": "a b"], ["mars": "x"], ["node": ""], ["node": "$X"],
  ]) func `a base image that is no name is refused`(images: [String: String]) {
    #expect(throws: SlipwayError.self) { try DetectionSettings(images: images).check() }
  }

  @Test(arguments: ["http://u:p@host/", "ftp://host", "https://a b", "https://x\"\nRUN y"])
  func `a mirror that is no plain address is refused`(address: String) {
    #expect(throws: SlipwayError.self) { try DetectionSettings(mirrors: ["npm": address]).check() }
  }

  /// A folder of the fixtures, read as a checkout is.
  static func tree(_ family: String) throws -> SourceTree {
    let folder = root.appending(path: family)
    var tree = SourceTree()
    for case let file as URL in FileManager.default.enumerator(
      at: folder, includingPropertiesForKeys: [.isRegularFileKey]) ?? .init()
    {
      guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { continue }
      let path = String(file.path.dropFirst(folder.path.count + 1))
      tree.paths.insert(path)
      if SourceTree.describes(path) { tree.texts[path] = try String(contentsOf: file, encoding: .utf8) }
    }
    return tree
  }

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(
    path: "Fixtures/auto")
}
