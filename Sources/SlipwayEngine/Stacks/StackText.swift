package import SlipwayCompose
package import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Reads a stack's file outside of a deployment.
package enum StackText {
  /// - Returns: the user's file as its source has it now.
  /// - Throws: ``SlipwayError`` saying what is missing or wrong.
  package static func fetch(_ stack: ComposeStack, _ engine: Engine) async throws -> String {
    if stack.settings.sourceType == .raw { return stack.secrets.composeFile.reveal() }
    return try await engine.stackFetches.text(of: stack) {
      try await withSource(of: stack, engine) { $1.text }
    }
  }

  /// What the file asks of the server, with all that it brings in: files from elsewhere that it would read are asked for
  /// first, and all else when they are allowed.
  /// - Parameter allowsReads: whoever asks has allowed to read those.
  /// - Throws: ``SlipwayError`` saying what is missing or wrong.
  package static func dangers(of stack: ComposeStack, allowsReads: Bool = false, _ engine: Engine) async throws
    -> [ComposeDanger]
  {
    if stack.settings.sourceType == .raw, stack.secrets.composeFile.reveal().trimmingSpaces().isEmpty { return [] }
    // What was typed is here already.
    guard stack.settings.sourceType != .raw else {
      return try await read(stack, engine) { try await $0.judge($1, allowsReads: allowsReads).dangers }
    }
    return try await engine.stackFetches.judged(of: stack) {
      try await read(stack, engine) { reading, found in
        let judged = try await reading.judge(found)
        return StackFetches.Fetched(text: judged.found.text, dangers: judged.dangers)
      }
    }.dangers
  }

  /// The names of the file's services, sorted.
  /// - Parameter isFresh: from the source, although the file that serves is known.
  package static func services(of stack: ComposeStack, isFresh: Bool, _ engine: Engine) async throws -> [String] {
    let needsSource = try needsSource(stack)
    if !isFresh, needsSource, let release = try await engine.store.read({ try $0.releases.current(of: stack.id) }) {
      return try StackFile.read(release).services.keys.sorted()
    }
    let text =
      needsSource
      ? try await engine.stackFetches.whole(of: stack) {
        try await read(stack, engine) { try await $0.open($1).found.text }
      } : stack.secrets.composeFile.reveal()
    guard !text.trimmingSpaces().isEmpty else { return [] }
    return try ComposeTransform.services(source: text).map(\.name)
  }

  /// - Returns: the names of the file's services where the text that was typed has them all; else `nil`.
  package static func typedServices(of stack: ComposeStack) -> Set<String>? {
    guard (try? needsSource(stack)) == false else { return nil }
    let text = stack.secrets.composeFile.reveal()
    guard let services = try? ComposeTransform.services(source: text), !services.isEmpty else { return nil }
    return Set(services.map(\.name))
  }

  /// Whether more must be read than the text that was typed.
  private static func needsSource(_ stack: ComposeStack) throws -> Bool {
    let text = stack.secrets.composeFile.reveal()
    guard stack.settings.sourceType == .raw, !text.trimmingSpaces().isEmpty else {
      return stack.settings.sourceType != .raw
    }
    return ComposeReads.bringOthers(
      try ComposeReads.all(in: text, folder: ComposePlace(root: .code, parts: []), environment: [:]))
  }

  private static func read<Result: Sendable>(
    _ stack: ComposeStack, _ engine: Engine,
    _ body: @Sendable (StackReading, StackSource.Found) async throws -> Result
  ) async throws -> Result {
    let arguments = try StackArguments(parsing: stack.settings.command)
    return try await withSource(of: stack, engine) { context, found in
      try await body(StackReading(context: context, stack: stack, arguments: arguments), found)
    }
  }

  /// Hands the source to `body`, in a folder that is gone afterwards.
  private static func withSource<Result: Sendable>(
    of stack: ComposeStack, _ engine: Engine,
    _ body: @Sendable (StageContext, StackSource.Found) async throws -> Result
  ) async throws -> Result {
    let asked = Deployment(
      id: ID(PassingWork.browsing.folderName), organizationID: stack.organizationID, deployableID: stack.id,
      createdAt: engine.now())
    // Nobody reads it: there is no such deployment.
    let log = DeploymentLog(engine: engine, deployment: asked.id, limit: 0)
    await log.resume()
    let host = try engine.hosts.thisMachine()
    let folder = engine.folders.work(of: asked.id)
    do {
      let snapshot = try await DeploymentSnapshot.load(engine.store, asked)
      let steps = StepRecorder(engine: engine, deployment: asked)
      let context = StageContext(engine: engine, host: host, snapshot: snapshot, log: log, steps: steps)
      try await host.files.makeDirectory(folder, mode: 0o700)
      let result = try await body(context, try await StackSource(context: context, stack: stack).fetch())
      try await host.files.remove(folder)
      return result
    } catch {
      try? await uncancelled { try await host.files.remove(folder) }
      guard let failure = error as? DeploymentFailure else { throw error }
      throw SlipwayError(.badRequest, failure.evidence.summary, details: ["composeFile": failure.evidence.summary])
    }
  }
}
