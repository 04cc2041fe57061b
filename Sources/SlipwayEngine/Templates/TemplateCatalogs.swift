package import Foundation
import Logging
package import SlipwayCompose
import SlipwayCore

/// All catalogues of an installation: the templates that came with it, and the place that its configuration names.
package final class TemplateCatalogs: Sendable {
  /// A template with the catalogue that it lies in.
  package struct Listed: Sendable {
    package var entry: TemplateEntry
    package var catalog: TemplateCatalog
  }

  /// What was found, and what could not be asked.
  package struct Listing: Sendable {
    package var templates: [Listed]
    /// A sentence; `nil` when every catalogue answered.
    package var problem: String?
  }

  private let own: TemplateCatalog?
  private let configured: TemplateCatalog?
  private let cache = TemplateCache()
  private let now: @Sendable () -> Date

  /// - Parameter place: a folder or a web address; `none` is no other catalogue than the one that came with Slipway.
  package init(place: String, now: @escaping @Sendable () -> Date) {
    self.now = now
    own = Self.bundled.flatMap { try? TemplateCatalog($0, isTrusted: true) }
    configured = place == "none" ? nil : try? TemplateCatalog(place, isTrusted: true)
  }

  /// The folder beside the executable.
  static var bundled: String? {
    let folder = Bundle.main.bundleURL.appending(path: "slipway_SlipwayEngine.resources/Catalog").path
    return FileManager.default.fileExists(atPath: folder + "/meta.json") ? folder : nil
  }

  /// - Parameter address: another catalogue for this once; what an API's caller names may not lie within the network.
  /// - Throws: ``SlipwayError`` when that catalogue cannot be read. Without one, what can be read is listed.
  package func list(address: String? = nil) async throws -> Listing {
    if let other = try named(address) {
      return Listing(
        templates: try await cache.entries(of: other, now: now()).map { Listed(entry: $0, catalog: other) },
        problem: nil)
    }
    var listing = Listing(templates: [], problem: nil)
    for catalog in [own, configured].compactMap({ $0 }) {
      do {
        let known = Set(listing.templates.map(\.entry.id))
        let found = try await cache.entries(of: catalog, now: now()).filter { !known.contains($0.id) }
        listing.templates += found.map { Listed(entry: $0, catalog: catalog) }
      } catch let error as SlipwayError {
        Logger(label: "templates").info("catalogue not read", metadata: ["error": "\(error)"])
        listing.problem = "The templates at \(catalog.place) cannot be listed now: \(error.message)"
      }
    }
    return listing
  }

  /// - Throws: ``SlipwayError`` `notFound`; `unreachable` when the catalogue that may have it cannot be asked.
  package func find(_ id: String, address: String? = nil) async throws -> Listed {
    let listing = try await list(address: address)
    if let found = listing.templates.first(where: { $0.entry.id == id }) { return found }
    guard let problem = listing.problem else { throw SlipwayError.notFound("Template") }
    throw SlipwayError(.unreachable, problem)
  }

  /// Whether an address is of a catalogue that the installation's owner did not name.
  package func isForeign(_ address: String?) throws -> Bool {
    guard let other = try named(address) else { return false }
    return other != configured
  }

  private func named(_ address: String?) throws -> TemplateCatalog? {
    guard let address, !address.isEmpty else { return nil }
    let other = try TemplateCatalog(address)
    guard other.place != configured?.place else { return configured }
    return other
  }
}
