import SlipwayCore
import Testing

/// The life of a deployment.
@Suite struct DeploymentStatusTests {
  @Test("A final status is never left", arguments: DeploymentStatus.allCases)
  func finalStays(status: DeploymentStatus) {
    #expect(status.isFinal == status.next.isEmpty)
    #expect(!status.next.contains(status))
  }

  @Test("Published clients see their four words only", arguments: DeploymentStatus.allCases)
  func wireWords(status: DeploymentStatus) {
    #expect(["running", "done", "error", "cancelled"].contains(status.wireName))
  }
}
