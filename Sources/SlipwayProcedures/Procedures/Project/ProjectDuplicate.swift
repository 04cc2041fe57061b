package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Copies services of an environment into a new project, or beside themselves. What is copied and what is not is said in
/// ``DeployableCopy``; nothing that was copied runs until it is deployed.
package enum ProjectDuplicate: Procedure {
  /// One service that is wanted.
  package struct Service: Codable, Sendable {
    package var id: ID<Deployable>
    package var type: ServiceWord

    var subject: Subject { type.subject(id) }
  }

  package struct Input: Codable, Sendable {
    package var sourceEnvironmentId: ID<Environment>
    package var name: String
    package var description: String?
    package var includeServices: Bool?
    /// All of the environment when it is left out.
    package var selectedServices: [Service]?
    package var duplicateInSameProject: Bool?
  }

  package static let name = "project.duplicate"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Copies services of an environment into a new project, or into the same environment"

  package static func access(_ input: Input) -> Access {
    .all(
      [.subject(.environment(input.sourceEnvironmentId), .write), .organization(.admin)]
        + (input.selectedServices ?? []).map { .subject($0.subject, .write) })
  }

  package static func run(_ input: Input, _ call: Call) async throws -> ProjectRow {
    let isBeside = input.duplicateInSameProject ?? false
    let wishes = try Wishes(
      name: isBeside ? "" : TypedText.name(input.name), description: TypedText.description(input.description),
      isBeside: isBeside)
    let now = call.now()
    let project = try await call.store.write { tx in
      let source = try tx.environments.one(input.sourceEnvironmentId)
      let services = try Self.services(input, source, tx)
      let (project, target) = try Self.target(of: source, wishes, DeployableCopy(tx: tx, now: now))
      if !isBeside { try SiblingNames(call).check(project, tx) }
      let copy = DeployableCopy(tx: tx, now: now, suffix: isBeside ? " (copy)" : "")
      for service in services { try copy.run(service, into: target.id) }
      return project
    }
    call.publish(.organizationChanged(project.organizationID))
    return ProjectRow(project)
  }

  /// What was typed, checked.
  private struct Wishes: Sendable {
    var name: String
    var description: String?
    var isBeside: Bool
  }

  private static func services(
    _ input: Input, _ source: Environment, _ tx: Transaction
  ) throws -> [Deployable] {
    guard input.includeServices ?? true else { return [] }
    let all = try tx.deployables.all(in: source.id).filter { $0.previewID == nil }
    guard let selected = input.selectedServices else { return all }
    return try selected.map { wanted in
      guard let found = all.first(where: { $0.id == wanted.id }) else {
        throw SlipwayError.invalid("selectedServices", "has a service that is not in this environment")
      }
      return found
    }
  }

  private static func target(
    of source: Environment, _ wishes: Wishes, _ copy: DeployableCopy
  ) throws -> (project: Project, environment: Environment) {
    let original = try copy.tx.projects.one(source.projectID)
    guard !wishes.isBeside else { return (original, source) }
    let project = Project(
      organizationID: source.organizationID, name: wishes.name, description: wishes.description, env: original.env,
      createdAt: copy.now)
    let environment = Environment(
      organizationID: source.organizationID, projectID: project.id, name: "production",
      description: "Production environment", env: source.env, isDefault: true, createdAt: copy.now)
    try copy.tx.projects.insert(project)
    try copy.tx.environments.insert(environment)
    return (project, environment)
  }
}
