package import Foundation
package import SlipwayCore

/// What a Swarm service shall be, in the Engine API's own words.
///
/// `Optional` fields that are `nil` are left to the engine's defaults. Durations are nanoseconds.
package struct ServiceSpec: Sendable, Hashable, Codable {
  package var Name: String
  package var Labels: [String: String]?
  package var TaskTemplate: TaskSpec
  package var Mode: SwarmMode?
  package var UpdateConfig: SwarmUpdateConfig?
  package var RollbackConfig: SwarmUpdateConfig?
  package var EndpointSpec: SwarmEndpointSpec?

  package init(
    Name: String, Labels: [String: String]? = nil, TaskTemplate: TaskSpec, Mode: SwarmMode? = nil,
    EndpointSpec: SwarmEndpointSpec? = nil
  ) {
    self.Name = Name
    self.Labels = Labels
    self.TaskTemplate = TaskTemplate
    self.Mode = Mode
    self.EndpointSpec = EndpointSpec
  }

  /// As the engine gets it. Equal specifications give equal bytes.
  package func encoded() throws -> Data { try JSONEncoder.docker.encode(self) }
}

extension ServiceSpec: CustomStringConvertible, CustomReflectable {
  // Its environment holds secrets, so that it must not be printed as a whole.
  package var description: String { "ServiceSpec(\(Name), \(TaskTemplate.ContainerSpec.Image))" }
  package var customMirror: Mirror { Mirror(self, children: ["Name": Name]) }
}
