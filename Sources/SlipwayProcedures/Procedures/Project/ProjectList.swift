import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Puts projects, environments and services together.
enum ProjectList {
  static func read(_ organization: ID<Organization>, _ tx: Transaction) throws -> [ProjectListItem] {
    let tags = try tx.tags.byProject(in: organization)
    return try tx.projectOverview(of: organization).projects.map { project in
      ProjectListItem(
        projectId: project.id, name: project.name, description: project.description, createdAt: project.createdAt,
        organizationId: organization, environments: project.environments.map(item),
        projectTags: (tags[project.id] ?? []).map { ProjectTagRow($0, of: project.id) })
    }
  }

  static func item(_ environment: ProjectOverview.Environment) -> ProjectListItem.Environment {
    let services = environment.services
    return ProjectListItem.Environment(
      environmentId: environment.id, name: environment.name, isDefault: environment.isDefault,
      applications: services.filter { $0.kind == .application }.map(ServiceBrief.init),
      compose: services.filter { $0.kind == .compose }.map(ComposeBrief.init),
      postgres: DatabaseBrief.all(of: services), mysql: DatabaseBrief.all(of: services),
      mariadb: DatabaseBrief.all(of: services), mongo: DatabaseBrief.all(of: services),
      redis: DatabaseBrief.all(of: services), libsql: DatabaseBrief.all(of: services))
  }
}
