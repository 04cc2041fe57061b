import Foundation
import Testing

@testable import SlipwayWeb

@Suite struct IconSetTests {
  private static let set = IconSet(
    sprite: "<svg>\n<symbol id=\"i-box\"><path/></symbol>\n<symbol id=\"i-search\"></symbol>\n<script>\n")

  @Test func `a page carries only the drawings that it uses, each once`() {
    let page = Self.set.symbols(usedIn: "\(icon(.search))\(icon(.search))")
    #expect(page.text.components(separatedBy: "i-search").count == 2)
    #expect(!page.text.contains("<script"))
  }

  @Test func `without drawings there are words only`() {
    #expect(IconSet(sprite: "").symbols(usedIn: icon(.box)).isEmpty)
  }

  @Test func `every icon of ours is drawn`() {
    for shown in Icon.allCases {
      #expect(IconSet.bundled.symbols(usedIn: icon(shown)).text.contains("\"i-\(shown.rawValue)\""), "\(shown)")
    }
  }
}
