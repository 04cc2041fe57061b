import Foundation
import SlipwayCore
import Testing

/// A secret is seen only where somebody asks for it.
@Suite struct SecretTests {
  @Test("A secret prints, dumps and encodes as a mask, wherever it stands")
  func masks() throws {
    var application = Application(
      organizationID: ID("o"), environmentID: ID("e"), name: "n", appName: "n-1",
      createdAt: Date(timeIntervalSince1970: 0))
    application.secrets.env = Secret("CANARY=1")
    application.secrets.gitPassword = Secret("CANARY-2")
    application.refreshToken = Secret("CANARY-3")
    var dumped = ""
    dump(application, to: &dumped)
    let encoded = String(decoding: try JSONEncoder().encode(application.secrets), as: UTF8.self)
    for text in ["\(application)", String(reflecting: application), dumped, encoded] {
      #expect(!text.contains("CANARY"))
    }
  }

  @Test("A sealed secret opens with the same key and context only")
  func seals() throws {
    let box = try SecretBox(key: [UInt8](repeating: 7, count: 32))
    let other = try SecretBox(key: [UInt8](repeating: 8, count: 32))
    let sealed = try box.seal("CANARY ü", context: "application:1")
    #expect(!sealed.contains("CANARY"))
    #expect(try box.open(sealed, context: "application:1") == "CANARY ü")
    #expect(try box.seal("CANARY ü", context: "application:1") != sealed)
    #expect(throws: SlipwayError.self) { try box.open(sealed, context: "application:2") }
    #expect(throws: SlipwayError.self) { try other.open(sealed, context: "application:1") }
    #expect(throws: SlipwayError.self) { try box.open("plain", context: "application:1") }
    #expect(throws: SlipwayError.self) { try box.open(String(sealed.dropLast(4)), context: "application:1") }
    #expect(throws: SlipwayError.self) { try SecretBox(key: [1, 2, 3]) }
  }

  @Test("A sealed value keeps its secrets")
  func sealsValues() throws {
    let box = try SecretBox(key: [UInt8](repeating: 7, count: 32))
    var secrets = ApplicationSecrets()
    secrets.env = Secret("A='x'")
    let sealed = try box.seal(value: secrets, context: "c")
    #expect(try box.open(sealed, as: ApplicationSecrets.self, context: "c").env.reveal() == "A='x'")
  }
}
