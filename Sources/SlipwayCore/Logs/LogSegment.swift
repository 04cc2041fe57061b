package import Foundation

/// Some of what one container wrote, kept in a file of its own so that it outlives the container.
package struct LogSegment: Sendable, Hashable {
  package var id: ID<LogSegment>
  package var organizationID: ID<Organization>
  package var deployableID: ID<Deployable>
  /// The generation: the deployment that started the container; `nil` when none is known.
  package var deploymentID: ID<Deployment>?
  /// Of a compose stack: the service, by its name in the file; empty otherwise.
  package var service: String
  /// The container's id, and its name for a person.
  package var container: String
  package var name: String
  /// From 1 on among the container's.
  package var number: Int
  /// When its first and its last line were written, in nanoseconds since 1970.
  package var firstAt = 0
  package var lastAt = 0
  package var lines = 0
  /// Of text, before it was compressed.
  package var bytes = 0
  package var createdAt: Date

  package init(
    id: ID<LogSegment> = .random(), organizationID: ID<Organization>, deployableID: ID<Deployable>,
    deploymentID: ID<Deployment>?, service: String = "", container: String, name: String, number: Int, createdAt: Date
  ) {
    self.id = id
    self.organizationID = organizationID
    self.deployableID = deployableID
    self.deploymentID = deploymentID
    self.service = service
    self.container = container
    self.name = name
    self.number = number
    self.createdAt = createdAt
  }
}

/// What is kept of one deployment's output.
package struct LogGeneration: Sendable, Hashable {
  /// `nil` of containers whose deployment nobody knows.
  package var deploymentID: ID<Deployment>?
  /// Nanoseconds since 1970.
  package var firstAt: Int
  package var lastAt: Int
  package var lines: Int
  package var bytes: Int
  package var containers: Int

  package init(
    deploymentID: ID<Deployment>?, firstAt: Int, lastAt: Int, lines: Int, bytes: Int, containers: Int
  ) {
    self.deploymentID = deploymentID
    self.firstAt = firstAt
    self.lastAt = lastAt
    self.lines = lines
    self.bytes = bytes
    self.containers = containers
  }
}
