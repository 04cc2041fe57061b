import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Finds the image that the same things gave before, in this organisation and on this machine, and remembers new ones.
struct BuildReuse: Sendable {
  let context: StageContext
  let key: BuildKey

  private var organization: ID<Organization> { context.snapshot.application.organizationID }
  private var place: String { context.builder.server?.rawValue ?? "" }

  /// - Returns: the image under this deployment's name, or why it has to be built.
  func find(_ tag: String) async throws -> (image: BuiltImage?, reason: String) {
    if context.snapshot.application.build.cleanCache {
      return (nil, "Built without the cache, as it was asked for.")
    }
    guard context.snapshot.buildServer == nil else { return (nil, "Built: a build server keeps no images.") }
    let (organization, place, text) = (organization, place, key.text)
    let (record, newest) = try await context.engine.store.read { tx in
      (
        try tx.builtImages.find(organization, place: place, key: text),
        try tx.builtImages.newest(of: context.snapshot.application.id)
      )
    }
    guard let record else { return (nil, reason(newest)) }
    guard key.isComplete else { return (nil, reason(newest)) }
    let docker = context.builder.docker
    guard let image = try await docker.inspectImage(record.identity),
      image.Config?.Labels?[ReleaseLabels.organization] == organization.rawValue
    else {
      try await context.engine.store.write { try $0.builtImages.remove(record) }
      return (nil, "Built again: the image that the same code gave before is gone from the server.")
    }
    let name = try ImageReference(parsing: tag)
    do {
      try await docker.tagImage(record.identity, repository: name.name, tag: name.tag ?? "latest")
    } catch let error as SlipwayError where error.code == .notFound {
      return (nil, "Built again: the image that the same code gave before has just gone.")
    }
    let now = context.engine.now()
    try await context.engine.store.write { try $0.builtImages.use(record, at: now) }
    let moment = ISO8601DateFormatter().string(from: record.builtAt)
    return (
      BuiltImage(reference: tag, identity: image.Id),
      "Not built again: the same code, settings, arguments and base images gave this image for \(record.appName) "
        + "at \(moment) (deployment \(record.deploymentID))."
    )
  }

  private func reason(_ before: BuildRecord?) -> String {
    let missing = key.parts.filter { $0.value.isEmpty }.keys.sorted()
    if !missing.isEmpty {
      return "Built: \(missing.joined(separator: ", ").prefix(300)) is not known beforehand."
    }
    guard let before else { return "Built: this was not built here before." }
    let changes = key.changes(since: before.parts)
    return changes.isEmpty
      ? "Built: the earlier image is of another server."
      : "Built: \(changes.joined(separator: ", ").prefix(300)) changed since the last build."
  }

  /// Remembers what came out.
  func keep(_ image: BuiltImage) async throws {
    guard key.isComplete, context.snapshot.buildServer == nil else { return }
    let (snapshot, now) = (context.snapshot, context.engine.now())
    let record = BuildRecord(
      organizationID: organization, place: place, key: key.text, parts: key.parts, identity: image.identity,
      appName: snapshot.application.appName, deployableID: snapshot.application.id,
      deploymentID: snapshot.deployment.id, builtAt: now, usedAt: now)
    try await context.engine.store.write { try $0.builtImages.put(record) }
  }
}
