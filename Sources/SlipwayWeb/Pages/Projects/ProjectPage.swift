import SlipwayAnswers
import SlipwayProcedures

/// A project's address: leads to its first environment.
enum ProjectPage: Page {
  static let path = "/projects/:project"

  static func html(_ request: PageRequest) async throws -> HTML {
    let project = try await request.desk.ask(ProjectOne.self, ProjectInput(projectId: request.id("project")))
    let start = project.environments.first(where: \.isDefault) ?? project.environments.first
    throw PageRedirect(path: start.map { "/environments/\($0.environmentId)" } ?? "/projects")
  }
}
