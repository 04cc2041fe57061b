import Foundation
import SlipwayCore
import SlipwayStore

/// A change of the patches of a service: checked and kept in one transaction; its next deployment applies it.
enum PatchChange {
  private static let maximum = 200

  /// Makes the patch of a path, or changes the one that is there.
  static func save(
    _ wanted: SourcePatch, replacing: Bool, _ call: Call
  ) async throws -> PatchRow {
    var draft = wanted
    draft.filePath = try SourcePatch.normalizePath(wanted.filePath)
    try checkContent(draft.content)
    let patch = draft
    let kind = try await call.store.write { tx in
      var patch = patch
      if let present = try tx.sourcePatches.find(path: patch.filePath, of: patch.deployableID) {
        guard replacing || present.id == patch.id else { throw taken(patch.filePath) }
        patch.id = present.id
        patch.createdAt = present.createdAt
        patch.updatedAt = call.now()
        try tx.sourcePatches.update(patch)
      } else if try tx.sourcePatches.find(patch.id) != nil {
        try tx.sourcePatches.update(patch)
      } else {
        guard try tx.sourcePatches.count(of: patch.deployableID) < maximum else {
          throw SlipwayError.invalid(
            "filePath", "a service may have at most \(maximum) patches; fork its code instead")
        }
        try tx.sourcePatches.insert(patch)
      }
      return try note(patch.deployableID, call.now(), tx)
    }
    call.publish(.deployableChanged(patch.deployableID, patch.organizationID))
    return try await call.store.read { tx in
      guard let stored = try tx.sourcePatches.find(path: patch.filePath, of: patch.deployableID) else {
        throw SlipwayError.notFound("Patch")
      }
      return PatchRow(stored, of: kind)
    }
  }

  /// Changes one that is there.
  static func change(
    _ id: ID<SourcePatch>, _ call: Call, _ body: @escaping @Sendable (inout SourcePatch) throws -> Void
  ) async throws -> PatchRow {
    let now = call.now()
    let (patch, kind) = try await call.store.write { tx in
      var patch = try tx.sourcePatches.one(id)
      try body(&patch)
      patch.filePath = try SourcePatch.normalizePath(patch.filePath)
      try checkContent(patch.content)
      if let other = try tx.sourcePatches.find(path: patch.filePath, of: patch.deployableID), other.id != id {
        throw taken(patch.filePath)
      }
      patch.updatedAt = now
      try tx.sourcePatches.update(patch)
      return (patch, try note(patch.deployableID, now, tx))
    }
    call.publish(.deployableChanged(patch.deployableID, patch.organizationID))
    return PatchRow(patch, of: kind)
  }

  /// - Returns: the kind of the service.
  @discardableResult
  static func note(_ id: ID<Deployable>, _ now: Date, _ tx: Transaction) throws -> Deployable.Kind {
    try tx.deployables.noteChange(id, now)
    return try tx.deployables.one(id).kind
  }

  private static func checkContent(_ content: Secret) throws {
    guard content.reveal().utf8.count <= SourcePatch.maximumSize else {
      throw SlipwayError.invalid("content", "may have at most 1 MiB")
    }
  }

  private static func taken(_ path: String) -> SlipwayError {
    SlipwayError(
      .conflict, "filePath: '\(path)' has a patch already; change that one",
      details: ["filePath": "has a patch already"])
  }
}
