import Foundation
package import SlipwayCompose
import SlipwayCore
import SlipwayHost

/// A place with templates: `meta.json` lists them, and each has its files below `blueprints/<id>`.
package struct TemplateCatalog: Sendable, Hashable {
  /// A template as it lies in the catalogue.
  package struct Files: Sendable {
    package var compose: String
    package var config: String
    /// A `data:` address; `nil` when the catalogue has none that a browser may show.
    package var icon: String?
  }

  private static let largestIcon = 2 << 20
  /// A folder's path or a web address, without the slash at its end.
  package let place: String
  /// Who runs the installation named it: it may lie within the network.
  package let isTrusted: Bool

  /// - Throws: ``SlipwayError`` `badRequest` naming `baseUrl` when it is neither a folder's path nor a web address.
  package init(_ place: String, isTrusted: Bool = false) throws {
    let isFolder = place.hasPrefix("/") && isTrusted
    guard isFolder || place.hasPrefix("https://") || place.hasPrefix("http://") else {
      throw SlipwayError.invalid("baseUrl", "must be a web address such as https://templates.example.com")
    }
    self.place = String(place.reversed().drop { $0 == "/" }.reversed())
    self.isTrusted = isTrusted
  }

  /// - Throws: ``SlipwayError`` `unreachable` and the like; `badRequest` when what is there is no catalogue.
  package func entries() async throws -> [TemplateEntry] {
    let bytes = try await read("meta.json").bytes
    do {
      let all = try JSONDecoder().decode([TemplateEntry].self, from: Data(bytes))
      return all.filter { TemplateEntry.isName($0.id) }
    } catch {
      throw SlipwayError(.badRequest, "\(place)/meta.json is no list of templates: \(error.readable)", cause: error)
    }
  }

  /// - Throws: ``SlipwayError`` `notFound` when the catalogue has no such template.
  package func files(of entry: TemplateEntry) async throws -> Files {
    guard TemplateEntry.isName(entry.id) else { throw SlipwayError.notFound("Template") }
    let folder = "blueprints/\(entry.id)"
    async let compose = text("\(folder)/docker-compose.yml")
    async let config = text("\(folder)/template.toml")
    return try await Files(compose: compose, config: config, icon: icon(of: entry))
  }

  /// The template's picture, as an address that needs no second request; what is none is left out.
  package func icon(of entry: TemplateEntry) async -> String? {
    guard TemplateEntry.isName(entry.id), TemplateEntry.isName(entry.logo),
      let type = Self.imageType(of: entry.logo),
      let document = try? await read("blueprints/\(entry.id)/\(entry.logo)"),
      document.bytes.count <= Self.largestIcon
    else { return nil }
    return "data:\(type);base64,\(Data(document.bytes).base64EncodedString())"
  }

  private func text(_ path: String) async throws -> String {
    guard let text = String(validating: try await read(path).bytes, as: UTF8.self) else {
      throw SlipwayError(.badRequest, "\(place)/\(path) is no text")
    }
    return text
  }

  private func read(_ path: String) async throws -> WebFetch.Document {
    guard place.hasPrefix("/") else {
      return try await WebFetch(reachesPrivate: isTrusted).document(at: "\(place)/\(path)")
    }
    let file = "\(place)/\(path)"
    guard let data = FileManager.default.contents(atPath: file) else { throw SlipwayError.notFound("Template") }
    return WebFetch.Document(bytes: Array(data))
  }

  private static func imageType(of name: String) -> String? {
    switch name.split(separator: ".").last?.lowercased() {
    case "svg": "image/svg+xml"
    case "png": "image/png"
    case "jpg", "jpeg": "image/jpeg"
    case "webp": "image/webp"
    case "ico": "image/x-icon"
    default: nil
    }
  }
}

extension Error {
  /// What a decoder's error says, without the types around it.
  fileprivate var readable: String {
    guard case .dataCorrupted(let context) = self as? DecodingError else {
      return "a field is missing or of another kind"
    }
    return context.debugDescription
  }
}
