package import SlipwayCore
package import SlipwayStore

/// An application in `project.all`: no more than a list of many projects shows.
package struct ServiceBrief: Codable, Sendable {
  package var applicationId: ID<Deployable>
  package var name: String
  package var applicationStatus: Deployable.Status

  package init(_ summary: ProjectOverview.Service) {
    applicationId = summary.id
    name = summary.name
    applicationStatus = summary.status
  }
}
