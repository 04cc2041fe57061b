import SlipwayCore
import SlipwayProcedures
import SlipwayTesting
import Testing

@testable import SlipwayWeb

@Suite struct ServerPageTests {
  /// The settings as the procedure answers them, then changed as a test wants them.
  private static func page(
    as role: Member.Role = .owner, _ change: (inout WebServerSettingsRow) -> Void = { _ in }
  ) async throws -> Markup {
    let test = try await TestCall.make()
    let desk = Desk(dispatcher: test.dispatcher, call: test.call(as: test.acme.caller(role)))
    var settings = try await desk.ask(SettingsGetWebServerSettings.self, NoInput())
    change(&settings)
    return Markup(ServerPage.render(settings, PostFormTests.context()).text)
  }

  private static let problem = "The dashboard listens on 127.0.0.1 only: start Slipway with `--listen 0.0.0.0:PORT`."

  @Test func `a host that the proxy cannot lead here is a warning, with what to do`() async throws {
    let markup = try await Self.page { settings in
      (settings.host, settings.hostProblem) = ("panel.example.org", Self.problem)
    }
    #expect(markup.problems.isEmpty)
    #expect(markup.text.contains("panel.example.org does not lead to this dashboard yet"))
    #expect(markup.text.contains("--listen 0.0.0.0:PORT"))
  }

  @Test(arguments: [Member.Role.admin, .member])
  func `those who may not change the server see what is set and why they cannot`(role: Member.Role) async throws {
    let markup = try await Self.page(as: role) { settings in
      (settings.host, settings.https) = ("panel.example.org", true)
    }
    #expect(markup.problems.isEmpty)
    #expect(markup.text.contains("Only the owner of this server may change them."))
    #expect(markup.text.contains("https://panel.example.org"))
    #expect(!markup.values("action").contains { $0.contains("save-server") })
    #expect(try await Self.page().values("action").contains("/forms/save-server-builds"))
  }

  @Test func `it is said before a host is set, and not at all when nothing is in the way`() async throws {
    let before = try await Self.page { $0.hostProblem = Self.problem }
    #expect(before.text.contains("A host would not lead to this dashboard yet"))
    let good = try await Self.page { $0.host = "panel.example.org" }
    #expect(!good.text.contains("would not lead") && !good.text.contains("does not lead"))
  }
}
