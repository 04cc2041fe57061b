package import SlipwayCore
import SlipwayStore

/// Creates a compose stack of a template, from a catalogue or as somebody exported it, and queues its first deployment when
/// that is wanted: all or nothing.
package enum ComposeCreateFromTemplate: Procedure {
  package struct Input: Codable, Sendable {
    package var environmentId: ID<Environment>
    /// Of the catalogue; or else ``base64`` and ``name``.
    package var id: String?
    package var baseUrl: String?
    package var name: String?
    /// The exported text.
    package var base64: String?
    package var deploy: Bool?
    /// Where it runs; this machine when it is left out.
    package var serverId: String?
  }

  package static let name = "compose.createFromTemplate"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Creates a compose stack of a template, and deploys it when that is wanted"

  package static func access(_ input: Input) -> Access {
    let wanted: [Permission] = input.deploy == true ? [.write, .deploy] : [.write]
    return .all(wanted.map { .subject(.environment(input.environmentId), $0) } + Placement(input.serverId).access)
  }

  package static func run(_ input: Input, _ call: Call) async throws -> MadeStack {
    let draft = try await draft(input, call).placed(Placement(input.serverId), call)
    return try await MadeStack.make(deploys: input.deploy == true, call) { tx in
      let stack = try draft.insert(tx, call)
      // One of a catalogue is called as the template is.
      if input.id == nil { try SiblingNames(call).check(stack.deployable, tx) }
      return stack
    }
  }

  /// - Throws: ``SlipwayError`` `badRequest` naming every field that is needed and not there.
  private static func draft(_ input: Input, _ call: Call) async throws -> TemplateDraft {
    if let id = input.id {
      return try await TemplateDraft(id, catalog: input.baseUrl, into: input.environmentId, call)
    }
    let (name, text) = (input.name?.trimmingSpaces() ?? "", input.base64?.trimmingSpaces() ?? "")
    var problems = ValidationProblems()
    problems.require(!name.isEmpty, "name", "is needed")
    problems.require(!text.isEmpty, "base64", "is needed: the exported text")
    try problems.throwIfAny()
    let content = try TemplateImport.content(text)
    return TemplateDraft(
      environment: input.environmentId, name: name, wantedName: "compose-\(name)", compose: content.compose,
      config: content.config)
  }
}
