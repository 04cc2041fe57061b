import Foundation
import SlipwayAnswers
import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// A change of what is wanted of previews, in the transaction that changes the application or the stack.
struct PreviewChange {
  let input: PreviewUpdateFields
  /// All fields of the update by their names.
  let fields: [String: JSONValue]
  let configuration: Configuration

  /// - Returns: what is wanted now.
  /// - Throws: ``SlipwayError`` naming each refused field.
  func keep(of parent: Deployable, hasRepository: Bool, _ tx: Transaction) throws -> PreviewPlan {
    let before = try tx.previewPlans.plan(of: parent)
    guard fields.keys.contains(where: { $0.hasPrefix("preview") || $0 == "isPreviewDeploymentsActive" }) else {
      return before
    }
    var plan = before
    plan.settings = try SettingsOverlay.apply(fields, to: plan.settings, defaults: PreviewSettings())
    normalize(&plan.settings)
    plan.secrets.previewEnv = try text(input.previewEnv, plan.secrets.previewEnv, "previewEnv")
    plan.secrets.previewBuildArgs = try text(
      input.previewBuildArgs, plan.secrets.previewBuildArgs, "previewBuildArgs")
    plan.secrets.previewBuildSecrets = try text(
      input.previewBuildSecrets, plan.secrets.previewBuildSecrets, "previewBuildSecrets")
    try check(plan.settings, beside: before.settings, of: parent, hasRepository: hasRepository, tx)
    guard plan != before else { return before }
    try tx.previewPlans.keep(plan)
    if plan.settings.previewExpiryHours != before.settings.previewExpiryHours { try renewExpiry(plan, tx) }
    return plan
  }

  private func text(_ patch: Patch<String>, _ stored: Secret, _ field: String) throws -> Secret {
    switch patch {
    case .keep: stored
    case .clear: Secret("")
    case .set(let typed): try TypedText.environment(typed, keeping: stored, field: field)
    }
  }

  private func normalize(_ settings: inout PreviewSettings) {
    func blank(_ text: String?) -> String? {
      let text = text?.trimmingSpaces() ?? ""
      return text.isEmpty ? nil : text
    }
    settings.previewWildcard = blank(settings.previewWildcard)
    settings.previewCustomCertResolver = blank(settings.previewCustomCertResolver)
    settings.previewServiceName = blank(settings.previewServiceName)
    let labels = (settings.previewLabels ?? []).compactMap(blank)
    settings.previewLabels = labels.isEmpty ? nil : labels
    settings.previewDatabaseIds = settings.previewDatabaseIds.filter { !$0.rawValue.isEmpty }
  }

  private func check(
    _ settings: PreviewSettings, beside before: PreviewSettings, of parent: Deployable, hasRepository: Bool,
    _ tx: Transaction
  ) throws {
    var problems = ValidationProblems()
    problems.require(
      !settings.isPreviewDeploymentsActive || before.isPreviewDeploymentsActive || hasRepository,
      "isPreviewDeploymentsActive", "needs code from a git repository: choose one under Source first")
    problems.require((1...65535).contains(settings.previewPort), "previewPort", "must be between 1 and 65535")
    problems.require(
      Domain.isValidPath(settings.previewPath), "previewPath",
      "must start with '/' and have no spaces, quotes or '..'")
    problems.require((0...50).contains(settings.limit), "previewLimit", "must be between 0 and 50")
    problems.require(
      (1...8760).contains(settings.previewExpiryHours ?? 1), "previewExpiryHours", "must be between 1 and 8760 hours")
    problems.require(
      (settings.previewLabels ?? []).count <= 50 && (settings.previewLabels ?? []).allSatisfy { $0.count <= 100 },
      "previewLabels", "may be at most 50, each of at most 100 characters")
    problems.require(settings.previewDatabaseIds.count <= 10, "previewDatabaseIds", "may be at most 10")
    if let pattern = settings.previewWildcard {
      problems.check("previewWildcard") { try PreviewHost.check(pattern) }
    }
    if let resolver = settings.previewCustomCertResolver {
      problems.check("previewCustomCertResolver") { try checkResolver(resolver) }
    }
    if let service = settings.previewServiceName {
      problems.check("previewServiceName") { _ = try DomainClaim.service(service) }
    }
    try problems.throwIfAny()
    guard settings.previewDatabaseIds != before.previewDatabaseIds else { return }
    for id in settings.previewDatabaseIds {
      let database = try tx.databases.one(id)
      guard database.environmentID == parent.environmentID, database.serverID == parent.serverID else {
        throw SlipwayError.invalid(
          "previewDatabaseIds", "\(database.name) must be in the same environment and on the same machine")
      }
    }
  }

  private func checkResolver(_ name: String) throws {
    var sample = Domain(
      organizationID: .random(), deployableID: .random(), host: "a.example.com", customCertResolver: name,
      createdAt: Date(timeIntervalSince1970: 0))
    do {
      try sample.normalize()
      try ProxyNames.check(sample, configuration)
    } catch {
      throw SlipwayError.invalid("previewCustomCertResolver", "is no certificate resolver of this server")
    }
  }

  private func renewExpiry(_ plan: PreviewPlan, _ tx: Transaction) throws {
    for var preview in try tx.previews.all(of: plan.id) {
      preview.expiresAt = plan.settings.previewExpiryHours.map {
        preview.pushedAt.addingTimeInterval(Double($0) * 3600)
      }
      try tx.previews.update(preview)
    }
  }
}
