import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayTesting
import Testing

@Suite struct CertificateChainTests {
  private let made: TestCertificates

  init() async throws { made = try await TestCertificates.shared.value }

  @Test func `a chain with its key is read`() throws {
    let chain = try CertificateChain(chain: made.leaf + "\n" + made.authority, privateKey: made.leafKey)
    #expect(chain.hosts == ["app.example.com", "*.shop.example.com"])
    #expect(chain.notAfter > chain.notBefore)
    #expect(chain.chain.components(separatedBy: "BEGIN CERTIFICATE").count == 3)
    #expect(chain.privateKey.reveal().hasPrefix("-----BEGIN "))
    try chain.checkDates(at: chain.notBefore + 1)
    #expect(throws: SlipwayError.self) { try chain.checkDates(at: chain.notAfter) }
    #expect(throws: SlipwayError.self) { try chain.checkDates(at: chain.notBefore - 1) }
    // What stands around the blocks is not kept, line ends of another kind are read.
    let again = try CertificateChain(
      chain: "subject=/CN=x\r\n" + made.leaf.replacing("\n", with: "\r\n"), privateKey: made.leafKey)
    #expect(!again.chain.contains("subject"))
  }

  @Test func `what does not belong together is refused by its name`() {
    let cases: [(chain: String, key: String, field: String)] = [
      (made.leaf, made.authorityKey, "privateKey"),
      (made.authority + made.leaf, made.authorityKey, "certificateData"),
      ("", made.leafKey, "certificateData"), ("no PEM", made.leafKey, "certificateData"),
      (made.leaf, "", "privateKey"), (made.leaf, made.leaf, "privateKey"),
      (made.leaf + made.leafKey, made.leafKey, "certificateData"),
      (made.leaf.replacing("-----END", with: "----END"), made.leafKey, "certificateData"),
      ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", made.leafKey, "certificateData"),
      (made.leaf, "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----", "privateKey"),
      (made.leaf, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "privateKey"),
      (made.authority, made.authorityKey, "certificateData"),
      (String(repeating: made.leaf, count: 11), made.leafKey, "certificateData"),
    ]
    for (number, one) in cases.enumerated() {
      let error = #expect(throws: SlipwayError.self, "\(number)") {
        try CertificateChain(chain: one.chain, privateKey: one.key)
      }
      #expect(error?.details.keys.contains(one.field) == true, "\(number): \(error?.message ?? "")")
      #expect(error?.message.contains("AAAA") == false)
    }
  }
}
