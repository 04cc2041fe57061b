package import SlipwayInventory

// Clean-ups by their published names. What each takes away is told before by `dockerDiskUsage.previewCleanUp`, and is never
// anything that a stopped service or a release that can be gone back to needs.

/// A clean-up of some parts of a Docker Engine.
package protocol CleanUpProcedure: Procedure where Input == DockerInput, Output == CleanUp.Outcome {
  static var parts: [CleanUp.Part] { get }
}

extension CleanUpProcedure {
  package static var kind: ProcedureKind { .mutation }

  package static func access(_ input: DockerInput) -> Access { .wholeMachine(input.serverId) }

  package static func run(_ input: DockerInput, _ call: Call) async throws -> CleanUp.Outcome {
    try await DockerPlace(call, input.serverId).cleanUp().run(parts)
  }
}

/// Takes away images that nothing needs.
package enum SettingsCleanUnusedImages: CleanUpProcedure {
  package static let name = "settings.cleanUnusedImages"
  package static let summary = "Takes away images that nothing needs"
  package static let parts: [CleanUp.Part] = [.images]
}

/// Takes away volumes without a name that nothing mounts.
package enum SettingsCleanUnusedVolumes: CleanUpProcedure {
  package static let name = "settings.cleanUnusedVolumes"
  package static let summary = "Takes away volumes without a name that nothing mounts"
  package static let parts: [CleanUp.Part] = [.volumes]
}

/// Takes away containers of tasks that have ended.
package enum SettingsCleanStoppedContainers: CleanUpProcedure {
  package static let name = "settings.cleanStoppedContainers"
  package static let summary = "Takes away containers of tasks that have ended"
  package static let parts: [CleanUp.Part] = [.containers]
}

/// Takes away the steps of earlier builds.
package enum SettingsCleanDockerBuilder: CleanUpProcedure {
  package static let name = "settings.cleanDockerBuilder"
  package static let summary = "Takes away the steps of earlier builds"
  package static let parts: [CleanUp.Part] = [.cache]
}

/// Takes away ended containers, images that nothing needs and the steps of earlier builds.
package enum SettingsCleanDockerPrune: CleanUpProcedure {
  package static let name = "settings.cleanDockerPrune"
  package static let summary =
    "Takes away ended containers, images that nothing needs and the steps of earlier builds"
  package static let parts: [CleanUp.Part] = [.containers, .images, .cache]
}

/// Takes away ended containers, images that nothing needs and the steps of earlier builds; no volume.
package enum SettingsCleanAll: CleanUpProcedure {
  package static let name = "settings.cleanAll"
  package static let summary =
    "Takes away ended containers, images that nothing needs and the steps of earlier builds; no volume"
  package static let parts: [CleanUp.Part] = [.containers, .images, .cache]
}
