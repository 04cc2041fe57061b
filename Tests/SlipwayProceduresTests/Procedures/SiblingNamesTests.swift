import Foundation
import SlipwayCore
import SlipwayProcedures
import SlipwayStore
import SlipwayTesting
import Testing

struct SiblingNamesTests {
  /// The owner at the dashboard.
  private func person(_ test: TestCall) -> Caller {
    let owner = test.acme.caller()
    let session = Session(
      tokenDigest: "d", userID: owner.user.id, organizationID: owner.organizationID,
      expiresAt: TestCall.now + 3600, createdAt: TestCall.now)
    return Caller(
      user: owner.user, organizationID: owner.organizationID, role: owner.role, method: .session(session))
  }

  private func service(_ name: String, _ test: TestCall) -> JSONValue {
    ["name": .string(name), "environmentId": .string(test.acme.environment.id.rawValue)]
  }

  @Test func `A person is refused a second service of the same name, whatever its kind`() async throws {
    let test = try await TestCall.make()
    for procedure in ["application.create", "compose.create"] {
      let refused = await test.answer(procedure, service(" WEB ", test), as: person(test))
      #expect(refused.code == .conflict && refused.fields == ["name"])
      #expect(refused.message == "name: this environment has a service 'web' already; choose another name")
      #expect(await test.answer(procedure, service("Web \(procedure)", test), as: person(test)).isOK)
    }
    let renamed = await test.answer(
      "compose.update", ["composeId": .string(test.acme.stack.id.rawValue), "name": "web"], as: person(test))
    #expect(renamed.code == .conflict)
    let kept = await test.answer(
      "application.update", ["applicationId": .string(test.acme.application.id.rawValue), "name": "Web"],
      as: person(test))
    #expect(kept.isOK)
  }

  @Test func `A person is refused a second project of the same name`() async throws {
    let test = try await TestCall.make()
    let refused = await test.answer("project.create", ["name": "Acme Project"], as: person(test))
    #expect(refused.code == .conflict && refused.fields == ["name"])
    let made = await test.answer("project.create", ["name": "Another"], as: person(test))
    let id = made.body["project"]?["projectId"] ?? .null
    let renamed = await test.answer("project.update", ["projectId": id, "name": "ACME project"], as: person(test))
    #expect(renamed.code == .conflict)
    #expect(await test.answer("project.update", ["projectId": id, "name": "another"], as: person(test)).isOK)
  }

  @Test func `A script may, as the published API lets it`() async throws {
    let test = try await TestCall.make()
    #expect(await test.answer("application.create", service("web", test), as: test.acme.caller()).isOK)
    #expect(await test.answer("project.create", ["name": "acme project"], as: test.acme.caller()).isOK)
  }

  @Test func `No name has characters that nobody sees`() async throws {
    let test = try await TestCall.make()
    for procedure in ["application.create", "compose.create", "project.create"] {
      let answer = await test.answer(procedure, service("we\u{202E}b", test), as: test.acme.caller())
      #expect(answer.code == .badRequest && answer.fields == ["name"] && answer.message.contains("U+202E"))
    }
  }
}
