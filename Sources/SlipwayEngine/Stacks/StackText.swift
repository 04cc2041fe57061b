import SlipwayCompose
package import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Reads a stack's file outside of a deployment.
package enum StackText {
  /// - Returns: the user's file as its source has it now.
  /// - Throws: ``SlipwayError`` saying what is missing or wrong.
  package static func fetch(_ stack: ComposeStack, _ engine: Engine) async throws -> String {
    if stack.settings.sourceType == .raw { return stack.secrets.composeFile.reveal() }
    return try await engine.stackFetches.text(of: stack) { try await fetchCode(of: stack, engine) }
  }

  private static func fetchCode(of stack: ComposeStack, _ engine: Engine) async throws -> String {
    let asked = Deployment(organizationID: stack.organizationID, deployableID: stack.id, createdAt: engine.now())
    // Nobody reads it: there is no such deployment.
    let log = DeploymentLog(engine: engine, deployment: asked.id, limit: 0)
    await log.resume()
    let host = try engine.hosts.host(for: nil)
    let folder = engine.folders.work(of: asked.id)
    do {
      let snapshot = try await DeploymentSnapshot.load(engine.store, asked)
      let steps = StepRecorder(engine: engine, deployment: asked)
      let context = StageContext(engine: engine, host: host, snapshot: snapshot, log: log, steps: steps)
      try await host.files.makeDirectory(folder, mode: 0o700)
      let text = try await StackSource(context: context, stack: stack).fetch().text
      try await host.files.remove(folder)
      return text
    } catch {
      try? await uncancelled { try await host.files.remove(folder) }
      guard let failure = error as? DeploymentFailure else { throw error }
      throw SlipwayError(.badRequest, failure.evidence.summary, details: ["composeFile": failure.evidence.summary])
    }
  }

  /// The names of the file's services, sorted.
  /// - Parameter isFresh: from the source, although the file that serves is known.
  package static func services(of stack: ComposeStack, isFresh: Bool, _ engine: Engine) async throws -> [String] {
    if !isFresh, stack.settings.sourceType != .raw,
      let release = try await engine.store.read({ try $0.releases.current(of: stack.id) })
    {
      return try StackFile.read(release).services.keys.sorted()
    }
    let text = try await fetch(stack, engine)
    guard !text.trimmingSpaces().isEmpty else { return [] }
    return try ComposeTransform.services(source: text).map(\.name)
  }
}
