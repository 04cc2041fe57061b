import Foundation
import SlipwayCore
import Testing

@testable import SlipwayEngine

/// Whose code other builders' programs read on the machine itself.
@Suite struct ToolTrustTests {
  @Test(arguments: [(isFork: true, needsApproval: true), (true, false), (false, true)])
  func `a stranger's code is read by no program on the server itself`(isFork: Bool, needsApproval: Bool) {
    let refusal = #expect(throws: SlipwayError.self) { try ToolTrust.check(preview(isFork, needsApproval)) }
    #expect(refusal?.code == .forbidden)
  }

  @Test func `what the owners deploy is built, and their own requests, too`() throws {
    try ToolTrust.check(nil)
    try ToolTrust.check(preview(false, false))
  }

  private func preview(_ isFork: Bool, _ needsApproval: Bool) -> PreviewDeployment {
    PreviewDeployment(
      organizationID: .random(), parentID: .random(), number: 7, title: "A change",
      origin: PreviewDeployment.Origin(
        provider: "github", repository: "a/b", branch: "change", base: "main", reference: "refs/pull/7/head",
        isFork: isFork), commit: nil, needsApproval: needsApproval, createdAt: Date(timeIntervalSince1970: 0))
  }
}
