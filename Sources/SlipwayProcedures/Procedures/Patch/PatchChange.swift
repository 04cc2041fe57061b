import SlipwayAnswers
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
    return try await call.changePart { tx in
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
      return (patch, try row(tx.sourcePatches.one(patch.id), tx))
    }
  }

  /// Changes one that is there.
  static func change(
    _ id: ID<SourcePatch>, _ call: Call, _ body: @escaping @Sendable (inout SourcePatch) throws -> Void
  ) async throws -> PatchRow {
    let now = call.now()
    return try await call.changePart { tx in
      var patch = try tx.sourcePatches.one(id)
      try body(&patch)
      patch.filePath = try SourcePatch.normalizePath(patch.filePath)
      try checkContent(patch.content)
      if let other = try tx.sourcePatches.find(path: patch.filePath, of: patch.deployableID), other.id != id {
        throw taken(patch.filePath)
      }
      patch.updatedAt = now
      try tx.sourcePatches.update(patch)
      return (patch, try row(patch, tx))
    }
  }

  static func row(_ patch: SourcePatch, _ tx: Transaction) throws -> PatchRow {
    PatchRow(patch, of: try tx.deployables.one(patch.deployableID).kind)
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
