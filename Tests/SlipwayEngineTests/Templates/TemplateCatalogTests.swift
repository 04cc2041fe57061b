import Foundation
import SlipwayCompose
import SlipwayCore
import SlipwayTesting
import Testing

@testable import SlipwayEngine

struct TemplateCatalogTests {
  private static let moment = Date(timeIntervalSince1970: 1_800_000_000)

  private func folder(_ meta: String) throws -> String {
    let folder = try temporaryPath("catalog")
    try FileManager.default.createDirectory(atPath: folder + "/blueprints/blog", withIntermediateDirectories: true)
    for (name, text) in [
      "meta.json": meta, "blueprints/blog/docker-compose.yml": "services: {web: {image: x}}",
      "blueprints/blog/template.toml": "[config]\nenv = [\"A=1\"]", "blueprints/blog/logo.svg": "<svg/>",
      "secret": "s3cret",
    ] {
      try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
    }
    return folder
  }

  @Test func `A folder lists its templates, and names that lead out of it are none`() async throws {
    let place = try folder(
      """
      [{"id": "blog", "name": "Blog", "logo": "logo.svg", "tags": ["cms"], "extra": 1},
       {"id": "../blog", "name": "Out"}, {"id": "", "name": "Nothing"}]
      """)
    let catalog = try TemplateCatalog(place + "/", isTrusted: true)
    let entries = try await catalog.entries()
    #expect(entries.map(\.id) == ["blog"] && entries.first?.tags == ["cms"])
    let files = try await catalog.files(of: try #require(entries.first))
    #expect(files.compose.contains("web") && files.config.contains("A=1"))
    #expect(files.icon == "data:image/svg+xml;base64,PHN2Zy8+")
    for logo in ["../../secret", "../../secret.svg", "logo.sh", ""] {
      #expect(await catalog.icon(of: TemplateEntry(id: "blog", name: "", logo: logo)) == nil, "\(logo)")
    }
    for id in ["../..", "nobody", "blog/../blog"] {
      await #expect(throws: SlipwayError.self) { try await catalog.files(of: TemplateEntry(id: id, name: "")) }
    }
  }

  @Test func `Of catalogues that were asked for once only so many are remembered`() async throws {
    let cache = TemplateCache()
    let own = try TemplateCatalog(try folder("[]"), isTrusted: true)
    _ = try await cache.entries(of: own, now: Self.moment)
    for port in 1...30 {
      let other = try TemplateCatalog("http://127.0.0.1:\(port)")
      _ = try? await cache.entries(of: other, now: Self.moment)
    }
    #expect(cache.count == TemplateCache.mostForeign + 1)
  }

  @Test func `A list that is none is said so`() async throws {
    let error = await #expect(throws: SlipwayError.self) {
      try await TemplateCatalog(try folder("{\"id\": 1}"), isTrusted: true).entries()
    }
    #expect(error?.message.contains("no list of templates") == true)
  }

  @Test func `Folders and other schemes are not for those who call from outside`() {
    for place in ["/etc", "file:///etc", "ftp://x", "nonsense"] {
      let error = #expect(throws: SlipwayError.self) { try TemplateCatalog(place) }
      #expect(error?.details["baseUrl"] != nil, "\(place)")
    }
  }

  @Test func `One catalogue that cannot be read hides no other`() async throws {
    let catalogs = TemplateCatalogs(place: "/nonexistent", now: { Self.moment })
    let listing = try await catalogs.list()
    #expect(listing.problem?.contains("/nonexistent") == true)
    #expect(listing.templates.map(\.entry.id) == ["static-site", "redirect", "file-share"])
    let missing = await #expect(throws: SlipwayError.self) { try await catalogs.find("nobody") }
    #expect(missing?.code == .unreachable)
    let none = await #expect(throws: SlipwayError.self) {
      try await TemplateCatalogs(place: "none", now: { Self.moment }).find("nobody")
    }
    #expect(none?.code == .notFound)
  }

  @Test func `A caller's catalogue within the network is refused`() async throws {
    let catalogs = TemplateCatalogs(place: "none", now: { Self.moment })
    for address in ["http://127.0.0.1:1", "http://localhost", "http://[::1]:80/x", "http://169.254.169.254"] {
      let error = await #expect(throws: SlipwayError.self) { try await catalogs.list(address: address) }
      #expect(error?.code == .badRequest && error?.message.contains("within this network") == true, "\(address)")
    }
  }

  @Test func `Every template that comes with Slipway can be filled in`() async throws {
    let listing = try await TemplateCatalogs(place: "none", now: { Self.moment }).list()
    #expect(listing.templates.count == 3 && listing.problem == nil)
    for listed in listing.templates {
      let files = try await listed.catalog.files(of: listed.entry)
      #expect(files.icon?.hasPrefix("data:image/svg+xml") == true)
      let rendered = try RenderedTemplate(
        compose: files.compose, config: files.config,
        TemplateSurroundings(appName: "app", now: Self.moment) { "made.test" })
      #expect(rendered.domains.map(\.host) == ["made.test"], "\(listed.entry.id)")
      #expect(
        try ComposeDangers.all(in: files.compose, environment: [:], openNetworks: []).isEmpty, "\(listed.entry.id)")
    }
  }
}
