package import SlipwayAnswers
package import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Makes a preview of a branch by hand, without a pull request; pushes to the branch update it.
package enum PreviewCreate: Procedure {
  package struct Input: Codable, Sendable {
    package var applicationId: ID<Deployable>?
    package var composeId: ID<Deployable>?
    /// Of the repository itself; no other reference and no commit, which could be a fork's.
    package var branch: String
  }

  package static let name = "previewDeployment.create"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Makes a preview of a branch by hand"

  package static func access(_ input: Input) -> Access {
    var all: [Access] = [.organization(.member)]
    if let id = given(input.applicationId) { all.append(.subject(.application(id), .deploy)) }
    if let id = given(input.composeId) { all.append(.subject(.compose(id), .deploy)) }
    return .all(all)
  }

  package static func run(_ input: Input, _ call: Call) async throws -> PreviewRow {
    let id = try parent(of: input)
    let branch = input.branch.trimmingSpaces()
    try GitReference.validate(branch, field: "branch")
    // Commits are found by their hash and by references of requests, whoever's they are.
    guard !branch.hasPrefix("refs/"), !GitReference.isCommit(branch) else {
      throw SlipwayError.invalid(
        "branch", "must be the name of a branch of the repository itself, such as feature/login")
    }
    let parent = try await call.store.read { try $0.deployables.one(id) }
    let place = try await PreviewPlace.of(parent.serverID, call.engine)
    let draft = PreviewDeployment(
      organizationID: parent.organizationID, parentID: id, title: "Branch \(branch)",
      author: call.caller?.user.email ?? "",
      origin: PreviewDeployment.Origin(branch: branch, reference: "refs/heads/\(branch)"),
      createdAt: call.now())
    let (row, queued) = try await call.store.write { tx in
      try check(draft, of: parent, tx)
      let queued = try PreviewQueue(tx, place).create(draft)
      return (try PreviewReading.row(draft.id, tx), queued)
    }
    PreviewActions.announce(queued, parent, call)
    return row
  }

  private static func check(_ draft: PreviewDeployment, of parent: Deployable, _ tx: Transaction) throws {
    guard parent.previewID == nil else {
      throw SlipwayError.invalid("branch", "cannot be a preview of a preview; take the application itself")
    }
    let settings = try tx.previewPlans.plan(of: parent).settings
    guard settings.isPreviewDeploymentsActive else {
      throw SlipwayError(.preconditionFailed, "Previews are off: turn them on in the settings of previews first.")
    }
    let current = try tx.previews.all(of: parent.id)
    guard !current.contains(where: { $0.number == nil && $0.origin.branch == draft.origin.branch }) else {
      throw SlipwayError(
        .conflict, "branch: there is a preview of \(draft.origin.branch) already; redeploy that one",
        details: ["branch": "has a preview already"])
    }
    guard !PreviewDecision.isFull(settings, current) else {
      throw SlipwayError(
        .conflict, "The limit of \(settings.limit) previews is reached: delete one or raise the limit.")
    }
  }

  private static func parent(of input: Input) throws -> ID<Deployable> {
    switch (given(input.applicationId), given(input.composeId)) {
    case (let id?, nil), (nil, let id?): return id
    default:
      throw SlipwayError.invalid("applicationId", "either this or composeId is needed, and only one of them")
    }
  }

  private static func given(_ id: ID<Deployable>?) -> ID<Deployable>? {
    id.flatMap { $0.rawValue.isEmpty ? nil : $0 }
  }
}
