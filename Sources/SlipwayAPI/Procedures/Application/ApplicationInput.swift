package import SlipwayCore

/// The input of what concerns one application.
package struct ApplicationInput: Codable, Sendable {
  package var applicationId: ID<Application>

  package init(applicationId: ID<Application>) { self.applicationId = applicationId }
}
