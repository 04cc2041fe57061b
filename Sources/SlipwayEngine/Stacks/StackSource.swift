import Crypto
import Foundation
import SlipwayCompose
import SlipwayCore
import SlipwayHost

/// Brings a stack's file here: the typed one, or the one in its repository with all that lies around it.
struct StackSource: Sendable {
  /// The file, and the folder of code that it stands in.
  struct Found: Sendable {
    var text: String
    /// The root of the code; empty for a typed file.
    var checkout: String
    /// The folder that the file lies in.
    var folder: String
    /// The folder that its relative paths start from, where that is not the same.
    var start: String?
    /// Stands for this version of the code.
    var version: String
    var commit: Checkout?

    var base: String { start ?? folder }
    /// The same folder as its paths are followed.
    var place: ComposePlace {
      ComposePlace(root: .code, parts: folder.dropFirst(checkout.count).split(separator: "/").map(String.init))
    }
  }

  let context: StageContext
  let stack: ComposeStack

  /// - Throws: ``DeploymentFailure``; ``SlipwayError`` `badRequest` naming the setting.
  func fetch() async throws -> Found {
    switch stack.settings.sourceType {
    case .raw: try await typed()
    case .git, .github, .gitlab, .bitbucket, .gitea: try await repository()
    }
  }

  private var work: String { context.engine.folders.work(of: context.snapshot.deployment.id) }

  private func typed() async throws -> Found {
    let text = stack.secrets.composeFile.reveal()
    guard !text.trimmingSpaces().isEmpty else {
      throw failure("composeFile: the stack has no file yet.", "Write or paste one, then deploy.")
    }
    let checkout = work + "/checkout"
    try await context.workshop.files.makeDirectory(checkout, mode: 0o755)
    return Found(text: text, checkout: checkout, folder: checkout, version: "typed")
  }

  private func repository() async throws -> Found {
    let source = try Sources.source(for: context.snapshot)
    guard case .checkout(let checkout) = try await source.fetch(context) else {
      throw SlipwayError(.internal, "A repository became something else than code.")
    }
    // Before anything of it is opened by whoever follows links.
    try await CheckoutGuard(host: context.workshop, root: checkout.directory).checkLinks()
    try await PatchRun(context: context).apply(to: checkout)
    let path = try RelativePath.normalize(stack.settings.composePath, field: "composePath")
    guard !path.isEmpty else {
      throw SlipwayError.invalid("composePath", "must name a file, such as docker-compose.yml")
    }
    let file = checkout.directory + "/" + path
    try await CheckoutGuard(host: context.workshop, root: checkout.directory).check([("composePath", file)])
    guard try await context.workshop.files.size(file) <= ComposeStack.longestFile else {
      throw SlipwayError.invalid("composePath", "the file has more than \(ComposeStack.longestFile >> 20) MiB")
    }
    let folder = path.split(separator: "/").dropLast().joined(separator: "/")
    return Found(
      text: try await context.workshop.files.readText(file), checkout: checkout.directory,
      folder: folder.isEmpty ? checkout.directory : checkout.directory + "/" + folder,
      version: version(of: checkout), commit: checkout)
  }

  /// Two deployments that have the same code have the same version: the repository, the commit, and what patches make of it.
  private func version(of checkout: Checkout) -> String {
    let commit = (checkout.commit ?? context.snapshot.deployment.id.rawValue).prefix(12)
    let source = context.snapshot.application.source
    return Self.version(String(commit), source, context.snapshot.patches)
  }

  static func version(_ commit: String, _ source: SourceSettings, _ patches: [SourcePatch]) -> String {
    var digest = SHA256()
    func add(_ text: String) { digest.update(data: Data("\(text.utf8.count):\(text)".utf8)) }
    add(source.customGitUrl ?? "")
    add("\(source.enableSubmodules)")
    for patch in patches.filter(\.isEnabled).sorted(by: { $0.filePath < $1.filePath }) {
      add(patch.type.rawValue)
      add(patch.filePath)
      add(patch.content.reveal())
    }
    return "\(commit)-\(digest.finalize().hexadecimal.prefix(8))"
  }

  private func failure(_ summary: String, _ advice: String) -> DeploymentFailure {
    DeploymentFailure(
      Evidence(
        step: .source, summary: summary, advice: advice, isPreviousServing: context.snapshot.isPreviousServing))
  }
}
