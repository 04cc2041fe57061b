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
    problems.check("command") { _ = try StackArguments(parsing: settings.command) }
    problems.require(
      stack.secrets.composeFile.reveal().utf8.count <= ComposeStack.longestFile, "composeFile",
      "may have at most \(ComposeStack.longestFile >> 20) MiB")
    if stack.icon != before?.icon, let icon = stack.icon {
      problems.require(
        icon.hasPrefix("data:image/") && icon.utf8.count <= 2_097_152, "icon",
        "must be a data:image/… address of at most 2 MiB")
    }
    try problems.throwIfAny()
    if stack.secrets.composeFile != before?.secrets.composeFile { try checkFile(stack.secrets.composeFile.reveal()) }
  }

  /// Who owns the server allows what a file asks of it by saving it; nobody else can.
  /// - Throws: ``SlipwayError`` `forbidden` naming each line that asks for the server.
  static func checkDangers(
    _ stack: inout ComposeStack, beside before: ComposeStack?, _ call: Call, _ tx: Transaction
  ) throws {
    let isOwner = try call.ownsServer(tx)
    if stack.settings.allowsHost, !(before?.settings.allowsHost ?? false), !isOwner {
      throw SlipwayError(
        .forbidden, "allowsHost: only the server's owner may allow this",
        details: ["allowsHost": "only the server's owner may allow this"])
    }
    let isChanged =
      stack.secrets.composeFile != before?.secrets.composeFile || stack.secrets.env != before?.secrets.env
    guard isChanged, stack.settings.sourceType == .raw, !stack.settings.allowsHost else { return }
    let text = stack.secrets.composeFile.reveal()
    guard !text.trimmingSpaces().isEmpty else { return }
    let variables = EnvironmentVariables(parsing: stack.secrets.env.reveal()).variables
    let environment = Dictionary(variables.map { ($0.name, $0.value) }, uniquingKeysWith: { _, last in last })
    let network = Surroundings.network(instance: call.engine.configuration.instance)
    if isOwner {
      let found = try ComposeDangers.all(in: text, environment: environment, openNetworks: [network])
      if !found.isEmpty { stack.settings.allowsHost = true }
    } else {
      try ComposeDangers.refuse(in: text, environment: environment, openNetworks: [network])
    }
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
