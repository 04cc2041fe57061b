import SlipwayCore
import SlipwayStore

/// The rules for an environment's name.
enum EnvironmentName {
  /// - Throws: ``SlipwayError`` `badRequest` naming `name` when it is empty, reserved or taken in its project.
  static func check(
    _ typed: String, in project: ID<Project>, except own: ID<Environment>? = nil, _ tx: Transaction
  ) throws -> String {
    let name = try TypedText.name(typed)
    guard name.lowercased() != "production" else {
      throw SlipwayError.invalid("name", "'production' is the name of the environment that each project begins with")
    }
    let others = try tx.environments.all(in: project).filter { $0.id != own }
    guard !others.contains(where: { $0.name.lowercased() == name.lowercased() }) else {
      throw SlipwayError(
        .conflict, "name: this project has an environment '\(name)' already", details: ["name": "taken"])
    }
    return name
  }
}
