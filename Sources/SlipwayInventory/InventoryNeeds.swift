import SlipwayCore
package import SlipwayEngine
package import SlipwayHost
import SlipwayStore

/// What must stay on an engine: what containers use, what releases that serve or can be gone back to were made from, what
/// deployments that wait have built, what stopped services start from again.
package struct InventoryNeeds: Sendable {
  private let instance: String
  private var containerImages: Set<String> = []
  private var containerNames: Set<String> = []
  private var references: Set<String> = []
  private var waiting: Set<String> = []
  private var serviceImages: Set<String> = []
  /// Specs and files of stacks, in which names of images and volumes stand.
  private var texts: [Secret] = []
  /// The volumes that rows mount.
  private var mounted: Set<String> = []
  /// The identifiers of all services that there are.
  private var makers: Set<String> = []

  init(instance: String) { self.instance = instance }

  package static func load(
    _ engine: Engine, _ docker: DockerClient, _ containers: [DockerContainerSummary]
  ) async throws -> InventoryNeeds {
    let instance = engine.configuration.instance
    var needs = InventoryNeeds(instance: instance)
    needs.containerImages = Set(containers.compactMap(\.ImageID))
    needs.containerNames = Set(containers.compactMap(\.Image))
    needs.serviceImages = Set(try await services(docker).map(\.Spec.TaskTemplate.ContainerSpec.Image))
    let rows = try await engine.store.read { tx in
      let kept: [Release.State] = [.current, .candidate, .previous]
      let names = try tx.deployables.names()
      let active = try names.flatMap { id, appName in
        try tx.deployments.active(of: id).map { ImageTag.of($0.id, appName: appName) }
      }
      var found = InventoryNeeds(instance: instance)
      (found.references, found.texts) = (try tx.releases.images(in: kept), try tx.releases.specs(in: kept))
      (found.mounted, found.waiting) = (try tx.mounts.volumes(), Set(active))
      found.makers = Set(names.map(\.id.rawValue))
      return found
    }
    (needs.references, needs.texts, needs.mounted) = (rows.references, rows.texts, rows.mounted)
    (needs.waiting, needs.makers) = (rows.waiting, rows.makers)
    return needs
  }

  /// None on an engine that is in no Swarm.
  private static func services(_ docker: DockerClient) async throws -> [DockerService] {
    do {
      return try await docker.listServices()
    } catch let error as SlipwayError where error.code == .preconditionFailed {
      return []
    }
  }

  /// Why an image stays; `nil` when nothing needs it.
  package func need(of image: DockerImageSummary) -> InventoryNeed? {
    let names = image.namesInUse
    if containerImages.contains(image.Id) || names.contains(where: containerNames.contains) { return .container }
    let all = names + [image.Id]
    if all.contains(where: { references.contains(ImagePruning.release(of: $0)) }) { return .release }
    if all.contains(where: { waiting.contains(ImagePruning.release(of: $0)) }) { return .deployment }
    if all.contains(where: isOfService) { return .service }
    if all.contains(where: isInTexts) { return .release }
    return isUnique(image) ? .unique : nil
  }

  /// It has a name that no registry knows, and that no build of this installation has given: nobody could give it back.
  private func isUnique(_ image: DockerImageSummary) -> Bool {
    let names = (image.RepoTags ?? []).filter { !$0.hasPrefix("<none>") }
    let isOwn =
      image.Labels?[ReleaseLabels.instance] == instance && names.allSatisfy { ImagePruning.owner(of: $0) != nil }
    return !names.isEmpty && (image.RepoDigests ?? []).isEmpty && !isOwn
  }

  /// Why a volume stays, beside the containers that mount it.
  package func need(of volume: DockerVolume) -> InventoryNeed? {
    if mounted.contains(volume.Name) { return .mount }
    // A stack's file is not all in the rows; while there is the stack, its volumes are its own. What has a role is filled
    // by a restore.
    let labels = volume.Labels ?? [:]
    if labels[ReleaseLabels.deployable].map(makers.contains) ?? false || labels[ReleaseLabels.role] != nil {
      return .stack
    }
    return isInTexts(volume.Name) ? .release : nil
  }

  /// A service names an image by its name, often with the digest behind it.
  private func isOfService(_ name: String) -> Bool {
    serviceImages.contains { $0 == name || $0.hasPrefix(name + "@") }
  }

  /// As a whole word of JSON or YAML, which stand within each other.
  private func isInTexts(_ name: String) -> Bool {
    let ends: Set<Character> = ["\"", "\\", "@", "\n", " ", "'", ":", ","]
    return texts.contains { text in
      text.reveal().ranges(of: name).contains { range in
        let text = text.reveal()
        return range.upperBound == text.endIndex || ends.contains(text[range.upperBound])
      }
    }
  }
}

extension DockerImageSummary {
  /// Every name that something may know it by.
  var namesInUse: [String] {
    ((RepoTags ?? []) + (RepoDigests ?? [])).filter { !$0.hasPrefix("<none>") }
  }
}
