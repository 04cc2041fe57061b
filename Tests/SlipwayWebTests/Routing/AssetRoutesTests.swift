import Foundation
import HTTPTypes
import SlipwayTesting
import Testing

@testable import SlipwayWeb

@Suite struct AssetRoutesTests {
  @Test func `files are kept for ever under their digest, and only there`() async throws {
    let dashboard = try await Dashboard.make()
    let style = try await dashboard.getAsStranger("\(Assets.bundled.base)/app.css")
    #expect(style.status == 200)
    #expect(style["content-type"] == "text/css; charset=utf-8")
    #expect(style["cache-control"]?.contains("immutable") == true)
    let old = try await dashboard.getAsStranger("/assets/0000/app.css")
    #expect(old.status == 200)
    #expect(old["cache-control"] == "no-cache")
  }

  @Test(
    "There is no way out of the folder",
    arguments: ["../Package.swift", "..%2f..%2fetc%2fpasswd", "js/../../x.js", "", "nothing.css", "js", "%00app.css"])
  func outside(name: String) async throws {
    let dashboard = try await Dashboard.make()
    #expect(try await dashboard.getAsStranger("\(Assets.bundled.base)/\(name)").status == 404)
  }

  @Test func `the styles come in one file whose layers have an order`() throws {
    let style = try #require(Assets.bundled["app.css"])
    #expect(String(decoding: style.bytes, as: UTF8.self).hasPrefix("@layer reset, tokens, base"))
  }

  /// A behaviour that no page names is dead; a name without a file does nothing.
  @Test func `every behaviour that the sources name has a file, and every file is named`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Sources/SlipwayWeb")
      .standardizedFileURL
    var named: Set<String> = []
    for case let file as URL in try #require(
      FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
    where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(of: /data-behavior=\\?"([a-z -]+)\\?"|behavior: "([a-z-]+)"/) {
        named.formUnion((match.output.1 ?? match.output.2 ?? "").split(separator: " ").map(String.init))
      }
    }
    let folder = root.appending(path: "Assets/js/behaviors").path
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).map { $0.replacing(".js", with: "") }
    #expect(named == Set(files))
  }
}
