import SlipwayCompose
import SlipwayCore
import SlipwayHost

/// Keeps what a Dockerfile fetches from leading to this machine: BuildKit asks in the engine's place, not in a container's.
struct BuildPlaces: Sendable {
  private static let field = "dockerfile"
  let context: StageContext

  /// - Throws: ``SlipwayError`` `badRequest` naming what is fetched there.
  func check(_ plan: BuildPlan) async throws {
    let configuration = context.engine.configuration
    let text = try await context.workshop.files.readText(plan.dockerfile)
    let places = plan.images(in: text)
    for source in places.fetched.sorted() {
      let address = source.hasPrefix("git@") ? "ssh://" + source : source
      // One of several readings may lack the host.
      guard !AddressGuard.host(of: address).isEmpty else { continue }
      try await naming(source) {
        _ = try await AddressGuard(code: configuration).check(address, field: Self.field, mustExist: false)
      }
    }
    for image in places.names.sorted() {
      guard let reference = try? ImageReference(parsing: image) else { continue }
      try await naming(image) {
        try await AddressGuard(registries: configuration).check(reference, field: Self.field)
      }
    }
  }

  private func naming(_ place: String, _ check: () async throws -> Void) async throws {
    do {
      try await check()
    } catch let error as SlipwayError {
      guard let problem = error.details[Self.field] else { throw error }
      throw SlipwayError.invalid(Self.field, "'\(place.prefix(200))' \(problem)")
    }
  }
}
