import SlipwayCore
import SlipwayProcedures
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayWeb

@Suite struct ProfilePageTests {
  @Test func `the present browser is marked, and another one is signed out from its line`() async throws {
    let dashboard = try await Dashboard.make()
    let token = try await dashboard.server.cookie()
    let other = try #require(try await dashboard.server.accounts.sessions.find(token)).caller.session
    let page = try await dashboard.markup(ProfilePage.path)
    #expect(page.text.contains("This browser") && page.text.contains("Sign out all others"))
    let id = try #require(other).id.rawValue
    #expect(page.values("value").contains(id))
    let reply = try await dashboard.post(
      "/do/user.revokeSession", [("sessionId", id), ("_back", ProfilePage.path)])
    #expect(reply["location"] == ProfilePage.path)
    #expect(try await dashboard.server.accounts.sessions.find(token) == nil)
  }

  @Test func `a wrong password is said at its field, and none of the passwords comes back`() async throws {
    let dashboard = try await Dashboard.make()
    let reply = try await dashboard.post(
      "/do/user.update",
      [
        ("currentPassword", "a wrong guess"), ("password", "what I would like"), ("_form", "profile-password"),
        ("_back", ProfilePage.path),
      ])
    #expect(reply.status == 422)
    let markup = Markup(reply.text)
    #expect(markup.values("id").contains("profile-password-currentPassword-problem"))
    #expect(!reply.text.contains("a wrong guess") && !reply.text.contains("what I would like"))
  }
}
