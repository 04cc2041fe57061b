import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayProcedures

@Suite struct PushAccessTests {
  private static let key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINixPxhgbEGGtBS2PZl0ebS43rUcb3eLseO5zFQZRUaT"

  private func pushed() async throws -> (TestCall, PushAccess) {
    let test = try await TestCall.make()
    for tenant in [test.acme, test.other] {
      _ = await test.answer(
        "application.savePushProvider", ["applicationId": .string(tenant.application.id.rawValue)],
        as: tenant.caller())
    }
    return (test, PushAccess(engine: test.engine))
  }

  @Test func `a key leads to its person in the organisation of the application, and nowhere else`() async throws {
    let (test, access) = try await pushed()
    let (key, own) = (test.acme.pushKey.fingerprint, test.acme.application.appName)
    let caller = try #require(try await access.caller(fingerprint: key, for: own))
    #expect(caller.user.id == test.acme.pushKey.userID && caller.organizationID == test.acme.organization.id)
    #expect(try await access.application(own, .deploy, caller).id == test.acme.application.id)
    #expect(try await access.caller(fingerprint: key, for: test.other.application.appName) == nil)
    #expect(try await access.caller(fingerprint: "SHA256:nobody", for: own) == nil)
    #expect(try await access.caller(fingerprint: key, for: "--upload-pack=x") == nil)
    #expect(try await test.store.read { try $0.pushKeys.one(test.acme.pushKey.id).lastUsedAt } != nil)
  }

  @Test func `another organisation's application does not exist`() async throws {
    let (test, access) = try await pushed()
    for name in [test.other.application.appName, "nothing", test.acme.stack.appName] {
      let error = await #expect(throws: SlipwayError.self) {
        try await access.application(name, .deploy, test.acme.caller())
      }
      #expect(error?.code == .notFound)
    }
  }

  @Test func `an application with another source takes no pushes, and says why`() async throws {
    let test = try await TestCall.make()
    let error = await #expect(throws: SlipwayError.self) {
      try await PushAccess(engine: test.engine).application(
        test.acme.application.appName, .deploy, test.acme.caller())
    }
    #expect(error?.code == .preconditionFailed && error?.message.contains("Git push") == true)
  }

  @Test func `an ended membership and a removed key end a push that is under way`() async throws {
    let (test, access) = try await pushed()
    let (now, id) = (TestCall.now, test.acme.pushKey.id)
    let caller = try #require(
      try await access.caller(fingerprint: test.acme.pushKey.fingerprint, for: test.acme.application.appName))
    try await test.store.read { try PushAccess.require(caller, now, $0) }
    _ = try await test.store.write { try $0.pushKeys.delete(id) }
    await #expect(throws: SlipwayError.self) { try await test.store.read { try PushAccess.require(caller, now, $0) } }
    let member = test.acme.caller(.member)
    try await test.store.write { tx in
      let found = try #require(try tx.members.of(user: member.user.id, in: member.organizationID))
      try PushAccess.require(member, now, tx)
      try tx.members.delete(found.id)
    }
    await #expect(throws: SlipwayError.self) { try await test.store.read { try PushAccess.require(member, now, $0) } }
  }

  @Test func `a colleague who adds somebody's public key first neither keeps them out nor becomes who pushes`()
    async throws
  {
    let (test, access) = try await pushed()
    let (colleague, owner) = (test.acme.caller(.member), test.acme.caller(.admin))
    let input: JSONValue = ["publicKey": .string(Self.key)]
    let own = test.acme.application.appName
    let print = try TypedPublicKey(Self.key).fingerprint
    #expect(await test.answer("user.createPushKey", input, as: colleague).isOK)
    #expect(await test.answer("user.createPushKey", input, as: owner).isOK)
    let error = await #expect(throws: SlipwayError.self) { try await access.caller(fingerprint: print, for: own) }
    #expect(error?.code == .conflict && error?.message.contains("nobody can tell who pushes") == true)
    // The row of somebody who has left is nobody's.
    try await test.store.write { tx in
      let found = try #require(try tx.members.of(user: colleague.user.id, in: colleague.organizationID))
      try tx.members.delete(found.id)
    }
    #expect(try await access.caller(fingerprint: print, for: own)?.user.id == owner.user.id)
  }

  @Test func `a key is added once by a person in an organisation, and removed by its person or an owner`()
    async throws
  {
    let test = try await TestCall.make()
    let (member, admin) = (test.acme.caller(.member), test.acme.caller(.admin))
    let made = await test.answer("user.createPushKey", ["publicKey": .string(Self.key + " ada@laptop")], as: member)
    #expect(made.body["name"] == "ada@laptop" && made.body["publicKey"] == .string(Self.key))
    #expect(await test.answer("user.createPushKey", ["publicKey": .string(Self.key)], as: member).code == .conflict)
    #expect(await test.answer("user.createPushKey", ["publicKey": .string(Self.key)], as: test.other.caller()).isOK)
    #expect(await test.answer("user.pushKeys", as: member).body.arrayValue?.count == 1)
    let id = try #require(made.body["pushKeyId"])
    #expect(await test.answer("user.deletePushKey", ["pushKeyId": id], as: admin).code == .notFound)
    #expect(await test.answer("user.deletePushKey", ["pushKeyId": id], as: test.acme.caller()).isOK)
  }

  @Test func `a public key is known by the fingerprint that ssh-keygen prints`() async throws {
    let path = try temporaryPath("key.pub")
    try (Self.key + "\n").write(toFile: path, atomically: true, encoding: .utf8)
    let printed = try await EndToEndCommand.run(["ssh-keygen", "-l", "-f", path])
    #expect(printed.contains(try TypedPublicKey(Self.key).fingerprint))
  }

  @Test(arguments: [
    "", "x", "ssh-dss AAAA", "ssh-ed25519",
    "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAINixPxhgbEGGtBS2PZl0ebS43rUcb3eLseO5zFQZRUaT",
    "command=\"sh\" ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINixPxhgbEGGtBS2PZl0ebS43rUcb3eLseO5zFQZRUaT",
    "-----BEGIN OPENSSH PRIVATE KEY-----", "ssh-ed25519 AAAA\nssh-ed25519 AAAA",
  ])
  func `other texts are no public keys`(text: String) {
    #expect(throws: SlipwayError.self) { try TypedPublicKey(text) }
  }
}
