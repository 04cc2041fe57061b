package import SlipwayCore

/// The input of what concerns one application.
package struct ApplicationInput: Codable, Sendable {
  package var applicationId: ID<Deployable>

  package init(applicationId: ID<Deployable>) { self.applicationId = applicationId }
}
