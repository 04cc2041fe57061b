import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// The organisation's applications with their environments and projects, by their identifiers.
struct ApplicationLinks {
  private let links: [ID<Deployable>: ApplicationLink]

  init(in organization: ID<Organization>, _ tx: Transaction) throws {
    let projects = Dictionary(
      try tx.projects.all(in: organization).map { ($0.id, ProjectRow($0)) }, uniquingKeysWith: { first, _ in first })
    let environments = Dictionary(
      try tx.environments.all(in: organization).map { ($0.id, EnvironmentRow($0, project: projects[$0.projectID])) },
      uniquingKeysWith: { first, _ in first })
    let found = try tx.deployables.all(in: organization).map {
      ($0.id, ApplicationLink($0, environment: environments[$0.environmentID]))
    }
    links = Dictionary(found, uniquingKeysWith: { first, _ in first })
  }

  subscript(application: ID<Deployable>) -> ApplicationLink? { links[application] }
}
