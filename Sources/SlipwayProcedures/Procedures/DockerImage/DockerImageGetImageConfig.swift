package import SlipwayCore
import SlipwayHost
import SlipwayInventory

/// Answers all that Docker says of an image, but for the values of its environment.
package enum DockerImageGetImageConfig: Procedure {
  package struct Input: Codable, Sendable {
    package var imageRef: String
    package var serverId: String?
  }

  package static let name = "dockerImage.getImageConfig"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers an image's configuration as Docker has it"

  package static func access(_ input: Input) -> Access { .machine(input.serverId, .member) }

  package static func run(_ input: Input, _ call: Call) async throws -> JSONValue {
    let place = DockerPlace(call, input.serverId)
    let image = try await DockerImages.visible(input.imageRef, place)
    guard let all = try await place.docker.describe(.images, image.id) else { throw SlipwayError.notFound("Image") }
    return DockerWords.masked(all)
  }
}

/// Images by what people call them.
enum DockerImages {
  /// - Parameter reference: its name with a tag, its digest or its id.
  /// - Throws: ``SlipwayError`` `notFound` for one that is not there, or that the caller must not know of.
  static func visible(_ reference: String, _ place: DockerPlace) async throws -> ImageItem {
    let short = reference.hasPrefix("sha256:") ? String(reference.dropFirst("sha256:".count)) : reference
    let found = try await place.inventory().images().first { image in
      image.names.contains(reference) || image.names.contains(reference + ":latest")
        || image.digests.contains(reference) || (short.count >= 12 && image.id.hasPrefix("sha256:" + short))
    }
    guard let found else { throw SlipwayError.notFound("Image") }
    return found
  }
}
