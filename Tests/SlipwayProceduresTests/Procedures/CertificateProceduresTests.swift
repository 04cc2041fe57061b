import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayProcedures

/// Uploaded certificates: for whose hosts, and what is seen of a key.
@Suite struct CertificateProceduresTests {
  /// Certificates that openssl makes are of today, and the clock of ``TestCall`` may not have come there yet.
  private func make(_ hosts: [String]) async throws -> (test: TestCall, input: JSONValue) {
    let made = try await TestCertificates.make(hosts: hosts)
    let input: JSONValue = [
      "name": "mine", "certificateData": .string(made.leaf + made.authority), "privateKey": .string(made.leafKey),
      "organizationId": "", "certificatePath": "../../etc",
    ]
    return (try await TestCall.make(now: { max(Date(), TestCall.now + 86_400) }), input)
  }

  private func file(_ test: TestCall) throws -> String? {
    try? String(contentsOfFile: test.engine.folders.traefik + "/dynamic/certificates.yml", encoding: .utf8)
  }

  @Test func `a certificate is shown for the organisation's domains, its key to nobody`() async throws {
    let (test, input) = try await make(["acme.example.org"])
    let answer = await test.answer("certificates.create", input, as: test.acme.caller(.admin))
    #expect(answer.isOK, "\(answer.text)")
    #expect(!answer.text.contains("PRIVATE") && answer.body["privateKey"] == "")
    #expect(answer.body["hosts"] == ["acme.example.org"])
    #expect(!answer.text.contains("etc"))
    let path = test.engine.folders.traefik + "/dynamic/certificates.yml"
    #expect(try file(test)?.contains("PRIVATE KEY") == true)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let id: JSONValue = ["certificateId": answer.body["certificateId"] ?? .null]
    for name in ["certificates.one", "certificates.all"] {
      let seen = await test.answer(name, name == "certificates.one" ? id : [:], as: test.acme.caller())
      #expect(seen.isOK && !seen.text.contains("PRIVATE"))
      #expect(await test.answer(name, id, as: test.acme.caller(.member)).code == .forbidden)
    }
    #expect(await test.answer("certificates.remove", id, as: test.acme.caller()).isOK)
    #expect(try file(test) == nil)
  }

  @Test func `nobody brings a certificate for somebody else's host`() async throws {
    for hosts in [["other.example.org"], ["*.example.org"], ["acme.example.org", "other.example.org"]] {
      let (test, input) = try await make(hosts)
      let before = try await test.rows()
      let answer = await test.answer("certificates.create", input, as: test.acme.caller())
      #expect(answer.code == .conflict && answer.fields == ["certificateData"], "\(answer.text)")
      #expect(try await test.rows() == before)
      #expect(try file(test) == nil)
    }
  }

  @Test func `a domain asks for an own certificate only when there is one, which then stays`() async throws {
    let (test, input) = try await make(["*.shop.example.com"])
    let application = JSONValue.string(test.acme.application.id.rawValue)
    let domain: JSONValue = [
      "applicationId": application, "host": "a.shop.example.com", "https": .bool(true), "certificateType": "custom",
    ]
    let early = await test.answer("domain.create", domain, as: test.acme.caller())
    #expect(early.code == .badRequest && early.fields == ["certificateType"], "\(early.text)")
    let made = await test.answer("certificates.create", input, as: test.acme.caller())
    #expect(try file(test) == nil)
    #expect(await test.answer("domain.create", domain, as: test.acme.caller()).isOK)
    #expect(try file(test)?.contains("CERTIFICATE") == true)
    let id: JSONValue = ["certificateId": made.body["certificateId"] ?? .null]
    #expect(await test.answer("certificates.remove", id, as: test.acme.caller()).code == .conflict)
  }

  @Test func `a newer one takes its place; half of one does not`() async throws {
    let (test, input) = try await make(["acme.example.org"])
    let made = await test.answer("certificates.create", input, as: test.acme.caller())
    let id = made.body["certificateId"] ?? .null
    let next = try await TestCertificates.make(hosts: ["acme.example.org", "www.acme.example.org"])
    let half: JSONValue = ["certificateId": id, "certificateData": .string(next.leaf)]
    let refused = await test.answer("certificates.update", half, as: test.acme.caller())
    #expect(refused.code == .badRequest && refused.fields == ["privateKey"], "\(refused.text)")
    let whole: JSONValue = [
      "certificateId": id, "certificateData": .string(next.leaf), "privateKey": .string(next.leafKey),
    ]
    let changed = await test.answer("certificates.update", whole, as: test.acme.caller())
    #expect(changed.body["hosts"] == ["acme.example.org", "www.acme.example.org"], "\(changed.text)")
    let renamed: JSONValue = ["certificateId": id, "name": "renamed"]
    #expect(await test.answer("certificates.update", renamed, as: test.acme.caller()).body["name"] == "renamed")
  }
}
