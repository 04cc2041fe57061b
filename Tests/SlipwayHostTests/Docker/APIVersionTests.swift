import SlipwayCore
import Testing

@testable import SlipwayHost

@Suite struct APIVersionTests {
  private func engine(_ newest: String, oldest: String?) -> DockerVersion {
    DockerVersion(Version: "x", ApiVersion: newest, MinAPIVersion: oldest)
  }

  @Test(arguments: [
    ("1.41", "1.12", "1.41"), ("1.50", "1.24", "1.41"), ("1.52", "1.44", "1.44"), ("1.43", nil, "1.41"),
  ])
  func `The oldest version that both speak is agreed on`(newest: String, oldest: String?, expected: String) throws {
    #expect(try APIVersion.agree(with: engine(newest, oldest: oldest)).description == expected)
  }

  @Test(arguments: ["1.40", "1.9", "", "x.y"])
  func `An engine that is too old is refused with what to do`(newest: String) {
    let error = #expect(throws: SlipwayError.self) { try APIVersion.agree(with: engine(newest, oldest: nil)) }
    #expect(error?.code == .preconditionFailed)
    #expect(error?.message.contains("Update Docker") == true)
  }
}
