import Foundation
import SlipwayCore
import SlipwayEngine
import Testing

@Suite struct PreviewDecisionTests {
  private static let commit = String(repeating: "a", count: 40)
  private static let other = String(repeating: "b", count: 40)

  private func settings(_ change: (inout PreviewSettings) -> Void = { _ in }) -> PreviewSettings {
    var settings = PreviewSettings()
    settings.isPreviewDeploymentsActive = true
    change(&settings)
    return settings
  }

  private func request(
    _ action: PreviewRequest.Action = .opened, number: Int = 1, isFork: Bool = false,
    _ change: (inout PreviewRequest) -> Void = { _ in }
  ) -> PreviewRequest {
    var request = PreviewRequest(
      action: action, number: number, title: "A change",
      origin: PreviewDeployment.Origin(
        provider: "github", repository: "a/b", branch: "change", base: "main",
        reference: "refs/pull/\(number)/head", isFork: isFork), commit: Self.commit)
    request.mayWrite = true
    change(&request)
    return request
  }

  private func preview(number: Int = 1, _ change: (inout PreviewDeployment) -> Void = { _ in }) -> PreviewDeployment {
    var preview = PreviewDeployment(
      organizationID: ID("o"), parentID: ID("p"), number: number, title: "A change",
      origin: PreviewDeployment.Origin(branch: "change", base: "main"), commit: Self.commit,
      createdAt: Date(timeIntervalSince1970: 0))
    change(&preview)
    return preview
  }

  private func decide(
    _ settings: PreviewSettings, _ request: PreviewRequest, _ current: [PreviewDeployment] = [],
    follows: String? = "main"
  ) -> PreviewDecision {
    PreviewDecision.decide(settings, follows: follows, request, current)
  }

  @Test func `a request to the branch that is followed gets a preview, one to another branch does not`() {
    #expect(decide(settings(), request()) == .create)
    #expect(decide(settings(), request(), follows: "next") == .ignore("Branch Not Match"))
    #expect(decide(settings(), request(), follows: nil) == .ignore("Branch Not Match"))
    #expect(decide(PreviewSettings(), request()) == .ignore("Previews are off"))
  }

  @Test func `a new commit updates, the same one does nothing`() {
    let existing = preview()
    #expect(decide(settings(), request(.pushed) { $0.commit = Self.other }, [existing]) == .update(existing.id))
    #expect(decide(settings(), request(.pushed), [existing]) == .ignore("The preview has this commit already"))
  }

  @Test func `a closed request loses its preview even when previews were turned off meanwhile`() {
    let existing = preview()
    #expect(
      decide(PreviewSettings(), request(.closed), [existing]) == .remove(existing.id, reason: "Request closed"))
    #expect(decide(settings(), request(.closed)) == .ignore("Request closed: there was no preview"))
  }

  @Test func `the limit holds for new previews only, and those that wait for an approval do not count`() {
    let few = settings { $0.previewLimit = 1 }
    let present = preview(number: 2)
    guard case .ignore(let reason) = decide(few, request(), [present]) else {
      Issue.record("a preview over the limit")
      return
    }
    #expect(reason.contains("limit of 1"))
    let waiting = preview(number: 3) { $0.needsApproval = true }
    #expect(decide(few, request(), [waiting]) == .create)
    #expect(decide(few, request(.pushed, number: 2) { $0.commit = Self.other }, [present]) == .update(present.id))
    #expect(settings { $0.previewLimit = nil }.limit == 3)
  }

  @Test func `a fork always waits, and waits again for each new commit`() {
    let open = settings { $0.previewRequireCollaboratorPermissions = false }
    #expect(decide(open, request(isFork: true)) == .wait(nil))
    let approved = preview {
      $0.needsApproval = true
      $0.approvedCommit = Self.commit
    }
    #expect(!approved.isWaiting)
    let pushed = request(.pushed, isFork: true) { $0.commit = Self.other }
    #expect(decide(open, pushed, [approved]) == .wait(approved.id))
  }

  @Test func `an author who may not write waits unless that is allowed`() {
    let stranger = request { $0.mayWrite = false }
    #expect(decide(settings(), stranger) == .wait(nil))
    #expect(decide(settings { $0.previewRequireCollaboratorPermissions = false }, stranger) == .create)
    #expect(decide(settings(), request { $0.mayWrite = true }) == .create)
    #expect(decide(settings(), request { $0.mayWrite = nil }) == .wait(nil), "nobody said that the author may write")
  }

  @Test func `strangers cannot fill the list with requests that wait`() {
    let waiting = (0..<PreviewDecision.mostWaiting).map { number in
      preview(number: number + 10) { $0.needsApproval = true }
    }
    guard case .ignore = decide(settings(), request(isFork: true), waiting) else {
      Issue.record("one more waits")
      return
    }
  }

  @Test func `labels choose, and a preview whose label is taken off goes`() {
    let labelled = settings { $0.previewLabels = ["preview"] }
    guard case .ignore = decide(labelled, request()) else {
      Issue.record("a preview without the label")
      return
    }
    #expect(decide(labelled, request(.changed) { $0.labels = ["preview", "bug"] }) == .create)
    let existing = preview()
    #expect(
      decide(labelled, request(.unlabeled), [existing]) == .remove(existing.id, reason: "The request lost its label"))
    #expect(
      decide(settings(), request(.unlabeled)) == .ignore("A label that is taken off makes no preview"))
  }

  @Test func `drafts get none unless they are wanted`() {
    let draft = request { $0.isDraft = true }
    #expect(decide(settings(), draft) == .ignore("Drafts get no preview"))
    #expect(decide(settings { $0.previewDrafts = true }, draft) == .create)
  }

  @Test func `what a stranger names cannot be an option of git, and its title is one line`() {
    #expect(request { $0.origin.branch = "--upload-pack=x" }.tidied() == nil)
    #expect(request(number: 0).tidied() == nil)
    #expect(request { $0.title = "one\ntwo" }.tidied()?.title == "one")
    #expect(request { $0.url = "javascript:alert(1)" }.tidied()?.url == "")
  }
}
