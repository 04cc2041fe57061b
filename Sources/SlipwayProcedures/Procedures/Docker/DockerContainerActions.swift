import SlipwayCore
import SlipwayHost

// What is done with a container from outside. Swarm replaces a task's container that ends; a stack's is looked after by
// its caretaker.

/// Starts a container that does not run.
package enum DockerStartContainer: Procedure {
  package static let name = "docker.startContainer"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Starts a container"

  package static func access(_ input: DockerContainerInput) -> Access { .machine(input.serverId, .admin) }

  package static func run(_ input: DockerContainerInput, _ call: Call) async throws -> NoOutput {
    let place = DockerPlace(call, input.serverId)
    let container = try await place.container(input.containerId, .write)
    do {
      try await place.docker.startContainer(container.Id)
    } catch let error as SlipwayError where error.details["docker.status"] == "304" {
      // It runs already.
    }
    return NoOutput()
  }
}

/// Asks a container to end, and ends it when it has had its time.
package enum DockerStopContainer: Procedure {
  package static let name = "docker.stopContainer"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Stops a container"

  package static func access(_ input: DockerContainerInput) -> Access { .machine(input.serverId, .admin) }

  package static func run(_ input: DockerContainerInput, _ call: Call) async throws -> NoOutput {
    let place = DockerPlace(call, input.serverId)
    try await place.docker.stopContainer(try await place.container(input.containerId, .write).Id)
    return NoOutput()
  }
}

/// Ends a container and starts it again.
package enum DockerRestartContainer: Procedure {
  package static let name = "docker.restartContainer"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Restarts a container"

  package static func access(_ input: DockerContainerInput) -> Access { .machine(input.serverId, .admin) }

  package static func run(_ input: DockerContainerInput, _ call: Call) async throws -> NoOutput {
    let place = DockerPlace(call, input.serverId)
    try await place.docker.restartContainer(try await place.container(input.containerId, .write).Id)
    return NoOutput()
  }
}

/// Ends a container at once.
package enum DockerKillContainer: Procedure {
  package static let name = "docker.killContainer"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Ends a container at once"

  package static func access(_ input: DockerContainerInput) -> Access { .machine(input.serverId, .admin) }

  package static func run(_ input: DockerContainerInput, _ call: Call) async throws -> NoOutput {
    let place = DockerPlace(call, input.serverId)
    try await place.docker.killContainer(try await place.container(input.containerId, .write).Id)
    return NoOutput()
  }
}

/// Removes a container with what it has written and the volumes that have no name.
package enum DockerRemoveContainer: Procedure {
  package static let name = "docker.removeContainer"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Removes a container with what it has written outside of named volumes"

  package static func access(_ input: DockerContainerInput) -> Access { .machine(input.serverId, .admin) }

  package static func run(_ input: DockerContainerInput, _ call: Call) async throws -> NoOutput {
    let place = DockerPlace(call, input.serverId)
    let container = try await place.container(input.containerId, .write)
    guard container.Config.Labels?["com.docker.swarm.task.id"] == nil || container.State.Running != true else {
      throw SlipwayError(
        .conflict,
        "Swarm runs this container and would start another one. Stop its service, or restart the container.")
    }
    try await place.docker.removeContainer(container.Id, force: true)
    return NoOutput()
  }
}
