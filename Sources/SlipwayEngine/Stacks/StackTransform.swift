package import SlipwayCompose
package import SlipwayCore

/// The effective file of a stack, by its settings and its domains.
package struct StackTransform: Sendable {
  private let instance: String
  private let folders: DataFolders
  private let stack: ComposeStack

  package init(engine: Engine, stack: ComposeStack) {
    instance = engine.configuration.instance
    folders = engine.folders(on: stack.serverID)
    self.stack = stack
  }

  /// - Parameters:
  ///   - source: the user's file.
  ///   - files: what `../files` means; the stack's own folder when that is `nil`.
  /// - Throws: ``SlipwayError`` `badRequest` naming the line or the service.
  package func effective(_ source: String, _ domains: [Domain], files: String? = nil) throws -> EffectiveCompose {
    var settings = settings(domains)
    settings.filesFolder = files ?? settings.filesFolder
    return try ComposeTransform.effective(source: source, settings: settings)
  }

  package func settings(_ domains: [Domain]) -> ComposeSettings {
    let settings = stack.settings
    let isIsolated = settings.isolatedDeployment
    return ComposeSettings(
      appName: stack.appName, kind: settings.composeType == .stack ? .stack : .dockerCompose,
      proxyNetwork: Surroundings.network(instance: instance),
      exposures: domains.filter(\.isEnabled).compactMap { domain in
        domain.serviceName.map { ComposeSettings.Exposure(service: $0, host: domain.host) }
      },
      isIsolated: isIsolated, isolatesVolumes: isIsolated && settings.isolatedDeploymentsVolume,
      suffix: (isIsolated || settings.randomize) && !settings.suffix.isEmpty ? settings.suffix : nil,
      attachments: settings.serviceNetworks.map { service in
        ComposeSettings.Attachment(
          service: service.serviceName, networks: service.networkIds,
          isDetached: service.detachDokployNetwork ?? false)
      },
      filesFolder: StackFolders(folders, appName: stack.appName).files)
  }
}
