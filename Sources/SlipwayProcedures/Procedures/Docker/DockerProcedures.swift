/// What can be asked of and done on a Docker Engine.
enum DockerProcedures {
  static let all: [any Procedure.Type] = containers + files + images + volumes + room + networks

  private static let containers: [any Procedure.Type] = [
    DockerGetConfig.self, DockerGetContainers.self, DockerGetContainersByAppLabel.self,
    DockerGetContainersByAppNameMatch.self, DockerGetEvents.self, DockerGetServerHealth.self,
    DockerGetServiceContainersByAppName.self,
    DockerGetStackContainersByAppName.self, DockerKillContainer.self, DockerRemoveContainer.self,
    DockerRestartContainer.self, DockerStartContainer.self, DockerStopContainer.self,
  ]

  private static let files: [any Procedure.Type] = [
    DockerDeleteContainerFile.self, DockerListContainerFiles.self, DockerReadContainerFile.self,
    DockerUploadFileToContainer.self, DockerWriteContainerFile.self,
  ]

  private static let images: [any Procedure.Type] = [
    DockerImageGetImageConfig.self, DockerImageGetImages.self, DockerImageRemoveImage.self,
  ]

  private static let volumes: [any Procedure.Type] = [
    DockerVolumeDeleteVolumeFile.self, DockerVolumeListVolumeFiles.self, DockerVolumeReadVolumeFile.self,
    DockerVolumeWriteVolumeFile.self, DockerVolumeGetVolumeConfig.self, DockerVolumeGetVolumes.self,
    DockerVolumeGetVolumesSize.self,
    DockerVolumeRemoveVolume.self,
  ]

  private static let networks: [any Procedure.Type] = [
    NetworkAll.self, NetworkCreate.self, NetworkImport.self, NetworkInspect.self, NetworkNetworksToSync.self,
    NetworkOne.self, NetworkPresent.self, NetworkRecreate.self, NetworkRemove.self,
  ]

  private static let room: [any Procedure.Type] = [
    DockerDiskUsageGetBuildCache.self, DockerDiskUsageGetDiskUsage.self, DockerDiskUsagePreviewCleanUp.self,
    DockerDiskUsagePruneBuildCache.self, SettingsCleanAll.self, SettingsCleanDockerBuilder.self,
    SettingsCleanDockerPrune.self, SettingsCleanStoppedContainers.self, SettingsCleanUnusedImages.self,
    SettingsCleanUnusedVolumes.self,
  ]
}
