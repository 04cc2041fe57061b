import SlipwayCore
import SlipwayHost

/// Keeps what one organisation built from the others: images of all of them lie on the same engine.
struct ForeignImages: Sendable {
  let context: StageContext

  /// Looks at every image of Slipway's own making that the Dockerfile or an argument names.
  /// - Throws: ``SlipwayError`` `badRequest` naming the image.
  func check(_ plan: BuildPlan) async throws {
    let text = try await context.host.files.readText(plan.dockerfile)
    let values = plan.arguments.variables.map(\.value)
    for name in Set(([text] + values).flatMap(Self.ownNames)) {
      try await check(name, field: "dockerfile")
    }
  }

  /// - Parameter name: of an image that is on this server.
  /// - Throws: ``SlipwayError`` `badRequest` when another organisation's deployment built it, or nobody knows who did.
  func check(_ name: String, field: String) async throws {
    guard let image = try await context.host.docker.inspectImage(name) else { return }
    let owner = image.Config?.Labels?[ReleaseLabels.organization]
    guard owner != context.snapshot.application.organizationID.rawValue else { return }
    guard owner != nil || Self.isOwnName(name) else { return }
    throw SlipwayError.invalid(field, "there is no image \(name) that this organisation may use")
  }

  /// Whether deployments of this installation, or of another one on the engine, are named like this.
  static func isOwnName(_ name: String) -> Bool {
    var rest = name[...]
    for registry in ["docker.io/", "index.docker.io/"] where rest.hasPrefix(registry) {
      rest = rest.dropFirst(registry.count)
    }
    return rest.hasPrefix("slipway/")
  }

  /// The names below `slipway/` in a text.
  static func ownNames(in text: String) -> [String] {
    let isOfName = { (character: Character) in
      character.isASCII && (character.isLetter || character.isNumber || "._-/:@".contains(character))
    }
    return text.split { !isOfName($0) }.map(String.init).filter {
      isOwnName($0) && (try? ImageReference(parsing: $0)) != nil
    }
  }
}
