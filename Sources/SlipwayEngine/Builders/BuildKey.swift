import Crypto
import Foundation
import SlipwayCompose
import SlipwayCore
import SlipwayDetection
import SlipwayHost
import SlipwayStore

/// What decides which image comes out of a build: a digest for each part, and one of all.
struct BuildKey: Sendable, Hashable {
  /// What stands for the image whose files are served.
  private static let built = "built"
  /// By their names for people.
  var parts: [String: String]

  var text: String {
    Self.digest(parts.sorted { $0.key < $1.key }.map { "\($0.key)\0\($0.value)\0" }.joined())
  }

  /// Whether the same parts give the same image: not while a base image is missing, or something is fetched by a build.
  var isComplete: Bool { !parts.values.contains("") }

  /// What is not as it was.
  func changes(since before: [String: String]) -> [String] {
    Set(parts.keys).union(before.keys).filter { parts[$0] != before[$0] }.sorted()
  }

  static func of(_ plan: BuildPlan, _ checkout: Checkout, _ context: StageContext) async throws -> BuildKey {
    let snapshot = context.snapshot
    let isPack = plan.isOfPack
    let folder = plan.tool?.folder ?? plan.context
    let code = try await BlockingPool.run(lasting: .long) { try TreeDigest(root: folder).compute() }
    let text = try await context.workshop.files.readText(plan.dockerfile)
    let ignored = try? await context.workshop.files.readText(plan.dockerfile + ".dockerignore")
    var parts = ["the code": code]
    // The label's own layer names the deployment.
    if !isPack { parts["the Dockerfile"] = digest(text + "\0" + (ignored ?? "")) }
    let settings = [
      snapshot.application.build.buildType.rawValue, plan.target ?? "", plan.published?.path ?? "",
      plan.published?.isSinglePage == true ? "spa" : "", plan.tool.map { "\($0.tool.rawValue) \($0.version)" } ?? "",
      plan.dockerfile.hasPrefix(checkout.directory)
        ? String(plan.dockerfile.dropFirst(checkout.directory.count)) : "",
    ]
    parts["the build settings"] = digest(settings.joined(separator: "\0"))
    // Git's folder is part of the context, and of all in it only the commit is the same for the same code.
    let hasGit = folder == checkout.directory && plan.sendsGit
    if hasGit, let commit = checkout.commit, try await sendsGit(folder, context) { parts["the commit"] = commit }
    let variables = isPack ? snapshot.variables.variables : plan.arguments.variables + plan.secrets.variables
    let values = variables.map { "\($0.name)=\($0.value)" }.joined(separator: "\0")
    parts["build arguments and secrets"] = try await context.engine.store.read { $0.builtImages.seal(digest(values)) }
    if let published = plan.published {
      let serving = published.dockerfile(of: Self.built, settings: DetectionRequest.all(snapshot))
      parts["how the files are served"] = digest(serving)
      for name in DockerfileImages(serving).names where name != Self.built {
        guard let reference = try? ImageReference(parsing: name) else { continue }
        let image = try await context.builder.docker.inspectImage(ImageSource.withTag(reference))
        parts["the image " + name] = image?.Id ?? ""
      }
    }
    for (name, identity) in try await bases(plan, text, context) { parts["the image " + name] = identity }
    return BuildKey(parts: parts)
  }

  /// Whether the code does not itself keep git's folder out.
  private static func sendsGit(_ folder: String, _ context: StageContext) async throws -> Bool {
    guard let text = try? await context.workshop.files.readText(folder + "/.dockerignore") else { return true }
    let lines = text.split(whereSeparator: \.isNewline).map { $0.trimmingSpaces() }
    return !lines.contains { [".git", ".git/", "/.git", "**/.git", ".*", "*"].contains($0) }
      || lines.contains { $0.hasPrefix("!") }
  }

  /// Base images with what they are now; one that is not here has no identity, nor has what comes from elsewhere.
  private static func bases(_ plan: BuildPlan, _ text: String, _ context: StageContext) async throws -> [(
    String, String
  )] {
    if case .pack(let builder)? = plan.tool?.work {
      return [(builder, try await context.builder.docker.inspectImage(builder)?.Id ?? "")]
    }
    if plan.tool?.work == .railpack { return [] }
    let images = DockerfileImages(text, arguments: plan.arguments, target: plan.target)
    var found: [(String, String)] = []
    for name in images.names.sorted() where name != "scratch" {
      guard let reference = try? ImageReference(parsing: name), !name.allSatisfy(\.isNumber) else { continue }
      // A stage's name looks like one; it is no image here and needs none.
      guard let image = try await context.builder.docker.inspectImage(ImageSource.withTag(reference)) else {
        if !isStage(name, in: text) { found.append((name, "")) }
        continue
      }
      found.append((name, image.Id))
    }
    return found + images.fetched.sorted().map { ($0, "") }
  }

  private static func isStage(_ name: String, in dockerfile: String) -> Bool {
    dockerfile.split(whereSeparator: \.isNewline).contains { line in
      let words = line.split(separator: " ")
      return words.count > 3 && words[0].uppercased() == "FROM" && words[words.count - 2].uppercased() == "AS"
        && words.last.map { $0.lowercased() == name.lowercased() } == true
    }
  }

  static func digest(_ text: String) -> String {
    SHA256.hash(data: Data(text.utf8)).map { String(format: "%02x", $0) }.joined()
  }
}
