import Foundation
import Testing

@testable import SlipwayWeb

@Suite struct SelectTests {
  /// Without a rule of its own a part is shown whatever was chosen.
  @Test func `every part of a form that follows a choice is hidden by a rule of its own`() throws {
    let style = try #require(Assets.bundled["app.css"]).bytes
    let text = String(decoding: style, as: UTF8.self)
    let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources/SlipwayWeb")
    let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
    var parts: Set<String> = []
    for case let file as URL in files ?? .init() where file.pathExtension == "swift" {
      let source = try String(contentsOf: file, encoding: .utf8)
      parts.formUnion(source.matches(of: #/data-when=\\?"([a-z0-9]+)\\?"/#).map { String($0.1) })
    }
    #expect(parts.contains("s3") && parts.contains("postgres") == false)
    for part in parts { #expect(text.contains("[data-when=\"\(part)\"]"), "\(part)") }
  }
}
