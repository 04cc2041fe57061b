import SlipwayCompose
import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// What a compose stack's settings must hold to, whichever procedure changes them.
enum ComposeRules {
  /// Takes a password out of the repository's address, and empty texts for nothing.
  /// - Throws: ``SlipwayError`` `badRequest` naming the field.
  static func normalize(_ stack: inout ComposeStack) throws {
    // The same rules as an application's repository.
    var fetching = Application(
      organizationID: stack.organizationID, environmentID: stack.environmentID, name: stack.name,
      appName: stack.appName, source: stack.source, createdAt: stack.createdAt)
    fetching.secrets.gitPassword = stack.secrets.gitPassword
    try ApplicationRules.normalize(&fetching)
    stack.source = fetching.source
    stack.secrets.gitPassword = fetching.secrets.gitPassword
    stack.settings.composePath = stack.settings.composePath.trimmingSpaces()
    if stack.settings.composePath.isEmpty { stack.settings.composePath = StackSettings().composePath }
    stack.settings.suffix = stack.settings.suffix.trimmingSpaces()
  }

  /// - Throws: ``SlipwayError`` naming every refused field.
  static func check(_ stack: ComposeStack, beside before: ComposeStack?) throws {
    var problems = ValidationProblems()
    if stack.source != before?.source { SourceRules.check(stack.source, &problems) }
    let settings = stack.settings
    problems.check("composePath") {
      let path = try RelativePath.normalize(settings.composePath, field: "composePath")
      if path.isEmpty { throw SlipwayError.invalid("composePath", "must name a file, such as docker-compose.yml") }
    }
    problems.require(isSuffix(settings.suffix), "suffix", "may have at most 30 lowercase letters, digits and '-'")
    problems.check("command") {
      let arguments = try StackArguments(parsing: settings.command)
      guard !arguments.recreates || settings.composeType == .compose else {
        throw SlipwayError.invalid("command", "--force-recreate is Docker Compose's; the Swarm replaces what changed")
      }
    }
    problems.require(
      stack.secrets.composeFile.reveal().utf8.count <= ComposeStack.longestFile, "composeFile",
      "may have at most \(ComposeStack.longestFile >> 20) MiB, for all of it is read whenever the stack is looked at; "
        + "split it by include in a git repository, and keep data in files that it mounts")
    if stack.icon != before?.icon, let icon = stack.icon {
      problems.require(
        icon.hasPrefix("data:image/") && icon.utf8.count <= 2_097_152, "icon",
        "must be a data:image/… address of at most 2 MiB")
    }
    try problems.throwIfAny()
    if stack.secrets.composeFile != before?.secrets.composeFile { try checkFile(stack.secrets.composeFile.reveal()) }
  }

  /// Says at once what nobody but the server's owner could deploy; what is really asked is judged at each deployment.
  /// - Throws: ``SlipwayError`` `forbidden` naming each line that asks for the server.
  static func checkDangers(
    _ stack: ComposeStack, beside before: ComposeStack?, _ call: Call, _ tx: Transaction
  ) throws {
    let text = stack.secrets.composeFile.reveal()
    guard asksAnew(stack, before), stack.settings.sourceType == .raw, !text.trimmingSpaces().isEmpty else { return }
    // What was allowed cannot be told from the text alone.
    guard stack.settings.allowedDangers.isEmpty, try !call.ownsServer(tx) else { return }
    try ComposeDangers.refuse(
      try StackDangers.find(in: text, of: stack, tx.variables(of: stack), call.engine.configuration))
  }

  /// Who owns the server allows what a file asks of it by typing it: exactly what Docker Compose reads now, and nothing of
  /// what was allowed for another file.
  /// - Parameter isAsked: they are going to be asked: of what was allowed, only what the file still asks for stays.
  /// - Returns: the stack as it is kept.
  static func allowTyped(
    _ stack: ComposeStack, beside before: ComposeStack?, isAsked: Bool = false, _ call: Call
  ) async throws -> ComposeStack {
    guard stack.settings.sourceType == .raw, stack.secrets.composeFile != before?.secrets.composeFile,
      try await call.store.read({ try call.ownsServer($0) })
    else { return stack }
    let had = Set(stack.settings.allowedDangers)
    if isAsked, had.isEmpty { return stack }
    // A file that cannot be read says so when it is deployed, and is allowed nothing.
    let found = (try? await StackText.dangers(of: stack, allowsReads: !isAsked, call.engine)) ?? []
    let asked = Set(found.map(\.digest))
    let leave = (isAsked ? asked.intersection(had) : asked).sorted()
    return try await call.store.write { tx in
      var kept = try tx.composeStacks.one(stack.id)
      guard kept.secrets == stack.secrets, kept.settings.allowedDangers != leave else { return kept }
      kept.settings.allowedDangers = leave
      kept.settings.allowedBy = leave.isEmpty ? nil : isAsked ? kept.settings.allowedBy : .typed
      try tx.composeStacks.update(kept)
      return kept
    }
  }

  /// Whether the file may mean something else than it did.
  private static func asksAnew(_ stack: ComposeStack, _ before: ComposeStack?) -> Bool {
    guard let before else { return true }
    return stack.secrets != before.secrets || stack.environmentID != before.environmentID
      || stack.settings.sourceType != before.settings.sourceType
      || stack.settings.nameSuffix != before.settings.nameSuffix
  }

  private static func checkFile(_ text: String) throws {
    guard !text.trimmingSpaces().isEmpty else { return }
    _ = try ComposeTransform.services(source: text)
  }

  private static func isSuffix(_ text: String) -> Bool {
    text.utf8.count <= 30 && text.first != "-" && text.last != "-"
      && text.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }
  }
}
