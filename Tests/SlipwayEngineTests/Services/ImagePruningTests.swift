@testable import SlipwayEngine
import Testing

@Suite struct ImagePruningTests {
  @Test func `Only names that our builds give go, and never one that is kept`() {
    let tags = ["slipway/a-b:d-1", "slipway/a-b:d-2", "slipway/a-b:latest", "slipway/a-bc:d-1", "nginx:1"]
    #expect(
      ImagePruning.obsolete(tags, appName: "a-b", keeping: ["slipway/a-b:d-2"]) == ["slipway/a-b:d-1"])
    let pushed = ["r.example.com/ada/a-b:d-1", "r.example.com/ada/a-b:v2", "r.example.com/eve/a-b:d-1"]
    #expect(
      ImagePruning.obsolete(pushed, repository: "r.example.com/ada/a-b", keeping: []) == ["r.example.com/ada/a-b:d-1"]
    )
  }
}
