import SlipwayCore
import SlipwayStore

/// Names that stand beside each other in a list. Who types one in the dashboard is refused a second of the same: a person
/// could not tell them apart. Scripts are not; the published API lets them, and they go by identifiers.
struct SiblingNames: Sendable {
  private let isTyped: Bool

  init(_ call: Call) { isTyped = call.caller?.session != nil }

  /// - Parameter before: the name that the service had; keeping it is fine.
  /// - Throws: ``SlipwayError`` `conflict` naming `name`.
  func check(_ service: Deployable, before: String? = nil, _ tx: Transaction) throws {
    guard isTyped, !Self.areAlike(service.name, before) else { return }
    for other in try tx.deployables.all(in: service.environmentID)
    where other.id != service.id && Self.areAlike(other.name, service.name) {
      throw Self.taken("this environment has a service '\(other.name)' already; choose another name")
    }
  }

  /// - Parameter before: the name that the project had; keeping it is fine.
  /// - Throws: ``SlipwayError`` `conflict` naming `name`.
  func check(_ project: Project, before: String? = nil, _ tx: Transaction) throws {
    guard isTyped, !Self.areAlike(project.name, before) else { return }
    for other in try tx.projects.all(in: project.organizationID)
    where other.id != project.id && Self.areAlike(other.name, project.name) {
      throw Self.taken("there is a project '\(other.name)' already; choose another name")
    }
  }

  private static func areAlike(_ one: String, _ other: String?) -> Bool { one.lowercased() == other?.lowercased() }

  private static func taken(_ problem: String) -> SlipwayError {
    SlipwayError(.conflict, "name: \(problem)", details: ["name": problem])
  }
}
