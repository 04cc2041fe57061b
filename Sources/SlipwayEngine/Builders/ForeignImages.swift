import Foundation
import SlipwayCompose
import SlipwayCore
import SlipwayHost

/// Keeps what one organisation built, or pulled with its passwords, from the others: images of all of them lie on the same
/// engine, and BuildKit takes what is there before it asks a registry.
struct ForeignImages: Sendable {
  /// Who may read a Dockerfile in place of BuildKit's own reader: others would take what image they like.
  private static let readers: Set = ["docker/dockerfile", "docker/dockerfile-upstream"]
  let context: StageContext

  /// Looks at every image that the Dockerfile or an argument may name.
  /// - Throws: ``SlipwayError`` `badRequest` naming the image.
  func check(_ plan: BuildPlan) async throws {
    let text = try await context.workshop.files.readText(plan.dockerfile)
    let images = plan.images(in: text)
    for reader in images.readers.sorted() where !Self.isKnownReader(reader) {
      throw SlipwayError.invalid(
        "dockerfile", "is to be read by '\(reader.prefix(100))'; only docker/dockerfile may be its syntax")
    }
    if let name = images.unreadable.sorted().first {
      throw SlipwayError.invalid(
        "dockerfile", "the image '\(name.prefix(100))' cannot be told beforehand; write its name, or simple variables"
      )
    }
    let values = plan.arguments.variables.map(\.value)
    // The label's own layer begins with what was just built.
    if plan.isOfPack { return }
    for name in Set(([text] + values).flatMap(Self.ownNames)) {
      try await check(name, field: "dockerfile")
    }
    try await judge(images.names, plan.arguments)
  }

  /// - Parameter names: as BuildKit takes them; stages and what is no name are left to it.
  /// - Throws: ``SlipwayError`` `badRequest` naming an image that is here and that the organisation may not have.
  func judge(_ names: Set<String>, _ arguments: EnvironmentVariables) async throws {
    var (open, seen) = (names, Set<String>())
    while let name = open.popFirst() {
      guard seen.insert(name).inserted, !name.allSatisfy(\.isNumber),
        let reference = try? ImageReference(parsing: name),
        reference.name != "sha256"
      else { continue }
      let full = ImageSource.withTag(reference)
      guard let image = try await context.builder.docker.inspectImage(full) else { continue }
      try check(image, named: full, field: "dockerfile")
      do {
        try await prove(image, reference)
      } catch let error as SlipwayError {
        throw SlipwayError.invalid("dockerfile", "the image \(full) may not be used: \(error.message)")
      }
      open.formUnion(DockerfileImages(triggers: image.Config?.OnBuild ?? [], arguments: arguments).names)
    }
  }

  /// What came from a registry is for those whom it lets have it. While it cannot be asked, what is here is used.
  /// - Throws: ``SlipwayError`` with the registry's words.
  func prove(_ image: DockerImage, _ reference: ImageReference) async throws {
    // No registry ever gave it under this name.
    guard ImageSource.identity(of: image, name: reference.name) != image.Id else { return }
    let (engine, name) = (context.engine, ImageSource.withTag(reference))
    let proof = DockerImageName(
      organization: context.snapshot.application.organizationID, name: name, identity: image.Id)
    guard !engine.provenImages.holds(proof, at: engine.now()) else { return }
    var lasting = ProvenImages.lasting
    do {
      let auth = context.snapshot.registries.first { $0.holds(reference) }.map(RegistryAuth.init)
      try await context.builder.docker.askRegistry(for: name, auth: auth)
    } catch let error as SlipwayError {
      guard ImageSource.isUnreachable(error) else { throw error }
      await context.log.line("The registry cannot be asked; the image \(name) that is on this server is used.")
      lasting = ProvenImages.short
    }
    engine.provenImages.note(proof, until: engine.now().addingTimeInterval(lasting))
  }

  /// - Parameter name: of an image that is on this server.
  /// - Throws: ``SlipwayError`` `badRequest` when another organisation's deployment built it, or nobody knows who did.
  func check(_ name: String, field: String) async throws {
    guard let image = try await context.builder.docker.inspectImage(name) else { return }
    try check(image, named: name, field: field)
  }

  private func check(_ image: DockerImage, named name: String, field: String) throws {
    let owner = image.Config?.Labels?[ReleaseLabels.organization]
    guard owner != context.snapshot.application.organizationID.rawValue else { return }
    guard owner != nil || Self.isOwnName(name) else { return }
    throw SlipwayError.invalid(field, "there is no image \(name) that this organisation may use")
  }

  private static func isKnownReader(_ name: String) -> Bool {
    guard let reference = try? ImageReference(parsing: name) else { return false }
    let registry = ["docker.io/", "index.docker.io/"].first { reference.name.hasPrefix($0) } ?? ""
    return readers.contains(String(reference.name.dropFirst(registry.count)))
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
