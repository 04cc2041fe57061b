import Foundation
import SlipwayCore
import Testing

@testable import SlipwayWeb

/// What a form shows when it was refused.
@Suite struct PostFormTests {
  static func context(_ failure: FormFailure? = nil) -> PageContext {
    var context = PageContext(csrfToken: "token\"", path: "/a?b=<c>", now: Date(timeIntervalSince1970: 0))
    context.failure = failure
    return context
  }

  private static let failure = FormFailure(
    form: "domain.create", message: "host: is taken", problems: ["host": "is taken"],
    values: ["host": ["typed \"<host>\""], "https": ["false", "true"]])

  @Test func `a form carries its token, its name and the way back`() {
    let form = PostForm("project.create", Self.context(), hidden: [("id", "<1>")], next: "/next")
    let markup = Markup(form.html("<b></b>").text)
    #expect(markup.problems.isEmpty)
    let hidden = Dictionary(
      markup.all("input").map { ($0.attributes["name"] ?? "", $0.attributes["value"] ?? "") },
      uniquingKeysWith: { $1 })
    #expect(
      hidden == ["_csrf": "token\"", "_form": "project.create", "_back": "/a?b=<c>", "_next": "/next", "id": "<1>"])
    #expect(markup.all("form").first?.attributes["action"] == "/do/project.create")
  }

  @Test func `a refused field has its problem beside it, says so to a reader, and keeps what was typed`() throws {
    let form = PostForm("domain.create", Self.context(Self.failure))
    let markup = Markup(form.html(Field("host", "Host", "stored").html(form)).text)
    #expect(markup.problems.isEmpty)
    let input = try #require(markup.all("input").first { $0.attributes["name"] == "host" })
    #expect(input.attributes["value"] == "typed \"<host>\"")
    #expect(input.attributes["aria-invalid"] == "true")
    #expect(input.attributes["aria-describedby"] == "domain.create-host-problem")
    #expect(markup.values("id").contains("domain.create-host-problem"))
    #expect(markup.text.contains("is taken"))
    #expect(!markup.text.contains("Not created"), "the field says it already")
  }

  @Test func `a problem that no field shows stands over the form`() {
    let form = PostForm("domain.create", Self.context(Self.failure))
    let text = Markup(form.html(Field("path", "Path").html(form)).text).text
    #expect(text.contains("Not created") && text.contains("Host: is taken"))
  }

  @Test func `another form of the page shows nothing of it`() {
    let form = PostForm("domain.create", Self.context(Self.failure), id: "other")
    let markup = Markup(form.html(Field("host", "Host", "stored").html(form)).text)
    #expect(!markup.text.contains("is taken"))
    #expect(markup.values("value").contains("stored"))
  }

  @Test func `switches, choices and passwords come back as they must`() {
    var failure = Self.failure
    failure.values["certificateType"] = ["none"]
    failure.values["password"] = ["hunter2"]
    let form = PostForm("domain.create", Self.context(failure))
    #expect(Markup(Toggle("https", "HTTPS", false).html(form).text).shape.contains { $0.contains("checked") })
    let select = Select(
      "certificateType", "Certificate", [.init("letsencrypt", "L"), .init("none", "N")], "letsencrypt")
    let chosen = Markup(select.html(form).text).all("option").first { $0.attributes["selected"] != nil }
    #expect(chosen?.attributes["value"] == "none")
    let password = Field("password", "Password").with { $0.kind = .password }.html(form)
    #expect(!password.text.contains("hunter2"))
  }

  @Test("A hostile value never leaves its field", arguments: Attack.texts)
  func hostile(attack: String) {
    let failure = FormFailure(form: "f", message: attack, problems: ["a": attack], values: ["a": [attack]])
    let calm = FormFailure(form: "f", message: "x", problems: ["a": "x"], values: ["a": ["x"]])
    func shape(_ failure: FormFailure, _ text: String) -> Markup {
      var form = PostForm("f", Self.context(failure), hidden: [("h", text)], next: text)
      form.question = text
      let area = Field("a", text, text).with { field in
        field.rows = 3
        field.placeholder = text
      }
      let select = Select("a", text, [.init(text, text)], text)
      let body: HTML =
        "\(Field("a", text, text).html(form))\(area.html(form))\(select.html(form))\(select.tiles(form))"
      return Markup(form.html(body).text)
    }
    let (hostile, harmless) = (shape(failure, attack), shape(calm, "x"))
    #expect(hostile.shape == harmless.shape)
  }
}
