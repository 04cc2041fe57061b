package import SlipwayAnswers
import SlipwayCore
import SlipwayInventory
import SlipwayStore

/// The containers of one service of the organisation, found by the name that Docker knows it by.
enum DockerServiceContainers {
  /// None of a service that is not there, or is somebody else's.
  static func all(_ appName: String, _ server: String?, _ call: Call) async throws -> [ServiceContainerRow] {
    try await DockerPlace(call, server).inventory().containers().filter { item in
      item.owner.kind == .service
        && (item.name == appName || item.name.hasPrefix(appName + ".")
          || item.name.hasPrefix(appName + "-") || item.name.hasPrefix(appName + "_"))
    }.map { ServiceContainerRow($0) }
  }
}

/// Lists a stack's containers by the stack's name.
package enum DockerGetContainersByAppNameMatch: Procedure {
  package struct Input: Codable, Sendable {
    package var appName: String
    package var appType: String?
    package var serverId: String?
  }

  package static let name = "docker.getContainersByAppNameMatch"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the containers of a compose stack by its name in Docker"

  package static func access(_ input: Input) -> Access { .machine(input.serverId, .member) }

  package static func run(_ input: Input, _ call: Call) async throws -> [ServiceContainerRow] {
    try await DockerServiceContainers.all(input.appName, input.serverId, call)
  }
}

/// Lists a service's containers by its name, whether Swarm runs them or not.
package enum DockerGetContainersByAppLabel: Procedure {
  package struct Input: Codable, Sendable {
    package var appName: String
    package var serverId: String?
    package var type: String
  }

  package static let name = "docker.getContainersByAppLabel"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the containers of a service by its name in Docker"

  package static func access(_ input: Input) -> Access { .machine(input.serverId, .member) }

  package static func run(_ input: Input, _ call: Call) async throws -> [ServiceContainerRow] {
    guard ["standalone", "swarm"].contains(input.type) else {
      throw SlipwayError.invalid("type", "may be standalone or swarm")
    }
    return try await DockerServiceContainers.all(input.appName, input.serverId, call)
  }
}

/// The input of the two lists of what Swarm runs.
package struct DockerAppNameInput: Codable, Sendable {
  package var appName: String
  package var serverId: String?
}

/// Lists the containers of a stack on the Swarm.
package enum DockerGetStackContainersByAppName: Procedure {
  package static let name = "docker.getStackContainersByAppName"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the containers of a stack that Swarm runs"

  package static func access(_ input: DockerAppNameInput) -> Access { .machine(input.serverId, .member) }

  package static func run(_ input: DockerAppNameInput, _ call: Call) async throws -> [ServiceContainerRow] {
    try await DockerServiceContainers.all(input.appName, input.serverId, call)
  }
}

/// Lists the containers of a service on the Swarm.
package enum DockerGetServiceContainersByAppName: Procedure {
  package static let name = "docker.getServiceContainersByAppName"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the containers of a service that Swarm runs"

  package static func access(_ input: DockerAppNameInput) -> Access { .machine(input.serverId, .member) }

  package static func run(_ input: DockerAppNameInput, _ call: Call) async throws -> [ServiceContainerRow] {
    try await DockerServiceContainers.all(input.appName, input.serverId, call)
  }
}
