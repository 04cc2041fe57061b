import Foundation
import SlipwayCore
import Testing

@testable import SlipwayHost

@Suite struct RcloneConfigurationTests {
  private let moment = Date(timeIntervalSince1970: 1_800_000_000.5)

  @Test func `credentials go into the file and nowhere else`() {
    var destination = Destination(
      organizationID: .random(), name: "x", bucket: "b", endpoint: "https://s3.example.org", accessKey: "AKIA",
      secretAccessKey: Secret("top-secret"), createdAt: moment)
    let text = RcloneConfiguration.text(of: destination).reveal()
    #expect(text.hasPrefix("[destination]\ntype = s3\nprovider = Other\n"))
    #expect(text.contains("secret_access_key = top-secret\n"))
    destination.provider = "AWS"
    #expect(RcloneConfiguration.text(of: destination).reveal().contains("provider = AWS\n"))
    let failure = SlipwayError(.commandFailed, "top-secret: SignatureDoesNotMatch", details: ["output": "top-secret"])
    let told = RcloneFailure.error(failure, Redaction(RcloneConfiguration.secrets(of: destination)))
    #expect(!told.message.contains("top-secret"))
    #expect(told.message.hasPrefix("The secret access key is not"))
  }
}
