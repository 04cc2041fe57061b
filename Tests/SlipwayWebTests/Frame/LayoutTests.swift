import SlipwayCore
import SlipwayTesting
import Testing

@testable import SlipwayWeb

@Suite struct LayoutTests {
  private static func page(_ change: (inout PageContext) -> Void = { _ in }) -> Markup {
    var context = PageContext(now: TestCall.now)
    context.viewer = .init(userID: "u", email: "a@b.test", name: "", organizationID: "o", role: .owner)
    change(&context)
    return Markup(
      Layout.page(Screen("Title", place: .projects, crumbs: [Crumb("Title")], body: "<p>Body</p>"), context).text)
  }

  @Test func `one main, one heading, a way past the sidebar, a language`() {
    let markup = Self.page()
    #expect(markup.problems.isEmpty)
    #expect(markup.all("main").count == 1 && markup.all("h1").count == 1)
    #expect(markup.all("html").first?.attributes["lang"] == "en")
    #expect(markup.all("a").first?.attributes["href"] == "#content")
  }

  @Test func `nothing is inline that the content security policy forbids`() {
    for element in Self.page().elements {
      #expect(element.attributes["style"] == nil, "\(element)")
      #expect(!element.attributes.keys.contains { $0.hasPrefix("on") }, "\(element)")
    }
  }

  @Test func `the chosen colours and the folded sidebar are there with the first byte`() {
    let markup = Self.page { context in
      context.theme = .dark
      context.isNarrow = true
    }
    #expect(markup.all("html").first?.attributes["data-theme"] == "dark")
    #expect(markup.all("html").first?.attributes["class"] == "collapsed")
    #expect(Self.page().all("html").first?.attributes["data-theme"] == nil)
  }

  @Test func `what was just done is said once, where a reader hears it`() {
    let markup = Self.page { $0.flash = Flash(tone: .good, sentence: "Saved <it>.") }
    #expect(markup.text.contains("Saved <it>."))
    #expect(markup.values("role").contains("status"))
  }

  @Test func `no letter leads to two places`() {
    let places = Navigation.allCases.compactMap(\.key)
    #expect(Set(places).count == places.count)
    let tabs: Set<Character> = ["o", "d", "l", "e", "m", "b", "s", "v", "t"]
    #expect(tabs.isDisjoint(with: places))
  }
}
