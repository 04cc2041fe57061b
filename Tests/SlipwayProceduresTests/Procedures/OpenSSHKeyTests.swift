import Crypto
import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

@testable import SlipwayProcedures

@Suite struct OpenSSHKeyTests {
  @Test func `ssh-keygen reads the private key and finds the public one in it`() async throws {
    let pair = OpenSSHKey.generate(comment: "slipway")
    let path = try temporaryPath("key")
    try Data(pair.privateKey.reveal().utf8).write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    let found = try await EndToEndCommand.run(["ssh-keygen", "-y", "-f", path])
    #expect(found == pair.publicKey)
  }

  @Test func `every pair is another one`() {
    #expect(OpenSSHKey.generate(comment: "a").publicKey != OpenSSHKey.generate(comment: "a").publicKey)
  }

  @Test func `a made pair passes the rules for typed ones`() throws {
    let pair = OpenSSHKey.generate(comment: "slipway")
    #expect(try SSHKeyRules.publicKey(pair.publicKey) == pair.publicKey)
    #expect(try SSHKeyRules.privateKey(pair.privateKey.reveal()) == pair.privateKey)
  }

  @Test(arguments: [
    "", "x", "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----", String(repeating: "A", count: 40_000),
  ])
  func `other texts are no private keys`(text: String) {
    #expect(throws: SlipwayError.self) { try SSHKeyRules.privateKey(text) }
  }

  @Test(arguments: ["", "ssh-ed25519", "ssh-dss AAAA", "ssh-rsa !!!", "ssh-rsa AAAA\nssh-rsa AAAA"])
  func `other texts are no public keys`(text: String) {
    #expect(throws: SlipwayError.self) { try SSHKeyRules.publicKey(text) }
  }
}
