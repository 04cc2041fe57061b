package import SlipwayInventory

// Clean-ups by their published names. What each takes away is told before by `dockerDiskUsage.previewCleanUp`, and is never
// anything that a stopped service or a release that can be gone back to needs.

/// Takes away images that nothing needs.
package enum SettingsCleanUnusedImages: Procedure {
  package static let name = "settings.cleanUnusedImages"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Takes away images that nothing needs"

  package static func access(_ input: DockerInput) -> Access { .wholeMachine(input.serverId) }

  package static func run(_ input: DockerInput, _ call: Call) async throws -> CleanUp.Outcome {
    try await DockerPlace(call, input.serverId).cleanUp().run([.images])
  }
}

/// Takes away volumes without a name that nothing mounts.
package enum SettingsCleanUnusedVolumes: Procedure {
  package static let name = "settings.cleanUnusedVolumes"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Takes away volumes without a name that nothing mounts"

  package static func access(_ input: DockerInput) -> Access { .wholeMachine(input.serverId) }

  package static func run(_ input: DockerInput, _ call: Call) async throws -> CleanUp.Outcome {
    try await DockerPlace(call, input.serverId).cleanUp().run([.volumes])
  }
}

/// Takes away containers of tasks that have ended.
package enum SettingsCleanStoppedContainers: Procedure {
  package static let name = "settings.cleanStoppedContainers"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Takes away containers of tasks that have ended"

  package static func access(_ input: DockerInput) -> Access { .wholeMachine(input.serverId) }

  package static func run(_ input: DockerInput, _ call: Call) async throws -> CleanUp.Outcome {
    try await DockerPlace(call, input.serverId).cleanUp().run([.containers])
  }
}

/// Takes away the steps of earlier builds.
package enum SettingsCleanDockerBuilder: Procedure {
  package static let name = "settings.cleanDockerBuilder"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Takes away the steps of earlier builds"

  package static func access(_ input: DockerInput) -> Access { .wholeMachine(input.serverId) }

  package static func run(_ input: DockerInput, _ call: Call) async throws -> CleanUp.Outcome {
    try await DockerPlace(call, input.serverId).cleanUp().run([.cache])
  }
}

/// Takes away ended containers, images that nothing needs and the steps of earlier builds.
package enum SettingsCleanDockerPrune: Procedure {
  package static let name = "settings.cleanDockerPrune"
  package static let kind = ProcedureKind.mutation
  package static let summary =
    "Takes away ended containers, images that nothing needs and the steps of earlier builds"

  package static func access(_ input: DockerInput) -> Access { .wholeMachine(input.serverId) }

  package static func run(_ input: DockerInput, _ call: Call) async throws -> CleanUp.Outcome {
    try await DockerPlace(call, input.serverId).cleanUp().run([
      .containers, .images, .cache,
    ])
  }
}

/// Takes away ended containers, images that nothing needs and the steps of earlier builds; no volume.
package enum SettingsCleanAll: Procedure {
  package static let name = "settings.cleanAll"
  package static let kind = ProcedureKind.mutation
  package static let summary =
    "Takes away ended containers, images that nothing needs and the steps of earlier builds; no volume"

  package static func access(_ input: DockerInput) -> Access { .wholeMachine(input.serverId) }

  package static func run(_ input: DockerInput, _ call: Call) async throws -> CleanUp.Outcome {
    try await DockerPlace(call, input.serverId).cleanUp().run([
      .containers, .images, .cache,
    ])
  }
}
