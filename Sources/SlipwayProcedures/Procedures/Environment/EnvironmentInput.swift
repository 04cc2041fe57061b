package import SlipwayCore

/// The input of what concerns one environment.
package struct EnvironmentInput: Codable, Sendable {
  package var environmentId: ID<Environment>

  package init(environmentId: ID<Environment>) { self.environmentId = environmentId }
}
