import SlipwayCore

/// What images are built on and where packages come from: what organisation and server say, with the application's own over it.
package struct DetectionSettings: Sendable, Hashable, Codable {
  /// Base images by their role (``BaseImage``); `{version}` stands for the version that was found.
  package var images: [String: String]
  /// Addresses of package registries by their kind (``PackageMirror``).
  package var mirrors: [String: String]

  package init(images: [String: String] = [:], mirrors: [String: String] = [:]) {
    self.images = images
    self.mirrors = mirrors
  }

  /// The same with others over it.
  package func overlaid(by other: DetectionSettings) -> DetectionSettings {
    DetectionSettings(
      images: images.merging(other.images) { _, new in new },
      mirrors: mirrors.merging(other.mirrors) { _, new in new })
  }

  /// - Throws: ``SlipwayError`` `badRequest` naming the entry that could not stand in a Dockerfile.
  package func check() throws {
    for (role, image) in images.sorted(by: { $0.key < $1.key }) {
      guard let base = BaseImage(rawValue: role) else {
        let known = BaseImage.allCases.map(\.rawValue).joined(separator: ", ")
        throw SlipwayError.invalid("baseImages", "'\(role.prefix(50))' is none of \(known)")
      }
      guard BaseImage.isName(base.named(image, version: "1")) else {
        throw SlipwayError.invalid("baseImages", "'\(image.prefix(100))' is no image for \(role)")
      }
    }
    for (kind, address) in mirrors.sorted(by: { $0.key < $1.key }) {
      guard PackageMirror(rawValue: kind) != nil else {
        let known = PackageMirror.allCases.map(\.rawValue).joined(separator: ", ")
        throw SlipwayError.invalid("packageMirrors", "'\(kind.prefix(50))' is none of \(known)")
      }
      guard PackageMirror.isAddress(address) else {
        throw SlipwayError.invalid(
          "packageMirrors", "'\(kind)' must be an http(s) address without a user name or password")
      }
    }
  }

  /// The image of a role; what is set and could not stand in a Dockerfile is passed over.
  func image(_ base: BaseImage, _ version: String = "") -> String {
    let text = base.named(images[base.rawValue] ?? base.standard, version: version)
    return BaseImage.isName(text) ? text : base.named(base.standard, version: version)
  }

  /// What a stage that fetches packages is told.
  func environment(_ kinds: PackageMirror...) -> [DockerfileRecipe.Variable] {
    kinds.flatMap { kind in
      guard let address = mirrors[kind.rawValue], PackageMirror.isAddress(address) else {
        return [] as [DockerfileRecipe.Variable]
      }
      return kind.variables.map { DockerfileRecipe.Variable($0, address) }
    }
  }
}
