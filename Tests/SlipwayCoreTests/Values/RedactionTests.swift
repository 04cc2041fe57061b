import Foundation
import SlipwayCore
import Testing

struct RedactionTests {
  private let secret = "pä/ss w+rd\"1"

  @Test func `A secret is masked in every spelling`() {
    let redaction = Redaction([Secret(secret)])
    let base64 = Data(secret.utf8).base64EncodedString()
    let url = secret.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    for text in [secret, base64, url, "p%C3%A4/ss%20w+rd%221", secret.replacing("\"", with: "\\\"")] {
      #expect(redaction.apply(to: "before \(text) after") == "before ‹secret› after", "\(text)")
    }
  }

  @Test func `Each line of a key is masked`() {
    let key = "-----BEGIN KEY-----\nAAAAB3NzaC1yc2E\nBBBBB3NzaC1yc2E\n-----END KEY-----\n"
    let shown = Redaction([Secret(key)]).apply(to: "debug: AAAAB3NzaC1yc2E and BBBBB3NzaC1yc2E")
    #expect(shown == "debug: ‹secret› and ‹secret›")
  }

  @Test func `Short values mask nothing`() {
    #expect(Redaction([Secret("3000"), Secret("")]).apply(to: "port 3000") == "port 3000")
  }

  @Test func `Neighbours and overlaps are all masked`() {
    let redaction = Redaction([Secret("secret-1"), Secret("secret-123")])
    #expect(redaction.apply(to: "secret-123secret-1 secret-") == "‹secret›‹secret› secret-")
  }
}
