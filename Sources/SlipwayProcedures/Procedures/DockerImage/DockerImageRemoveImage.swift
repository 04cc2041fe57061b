import SlipwayCore
import SlipwayHost
package import SlipwayInventory

/// Removes an image, or one of its names.
package enum DockerImageRemoveImage: Procedure {
  package struct Input: Codable, Sendable {
    package var id: String
    package var repository: String?
    package var tag: String?
    /// Also one that a release could be gone back to by; of the server's owner.
    package var force: Bool?
    package var serverId: String?
  }

  package static let name = "dockerImage.removeImage"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Removes an image that nothing needs"

  package static func access(_ input: Input) -> Access { .machine(input.serverId, .admin) }

  package static func run(_ input: Input, _ call: Call) async throws -> NoOutput {
    let place = DockerPlace(call, input.serverId)
    let image = try await DockerImages.visible(input.id, place)
    let viewer = try await place.viewer()
    guard image.owner.isOwn || viewer.ownsMachine else {
      throw SlipwayError(
        .forbidden, "This image is not this organization's; only the owner of this server may remove it.")
    }
    if let need = image.need, need == .container || !(viewer.ownsMachine && input.force == true) {
      throw SlipwayError(.conflict, "The image stays: \(NeedWords.of(need)).")
    }
    for name in names(of: image, input) { try await place.docker.removeImage(name) }
    return NoOutput()
  }

  /// The one name that was asked for; otherwise the image with all of its names.
  private static func names(of image: ImageItem, _ input: Input) -> [String] {
    let name = "\(input.repository ?? ""):\(input.tag ?? "")"
    if image.names.contains(name) { return [name] }
    return image.names.isEmpty ? [image.id] : image.names
  }
}

/// Why something stays, as the end of a sentence.
package enum NeedWords {
  package static func of(_ need: InventoryNeed) -> String {
    switch need {
    case .container: "a container uses it"
    case .release: "a release that serves or can be gone back to needs it"
    case .deployment: "a deployment that waits or is at work has made it"
    case .service: "a service starts from it"
    case .unique: "it was made on this server and no registry has it"
    case .mount: "a service mounts it"
    case .stack: "it is a stack's, or a restore fills it"
    case .running: "it runs"
    }
  }
}
