package import Foundation
package import SlipwayCore

/// A patch on the wire.
package struct PatchRow: Codable, Sendable {
  package var patchId: ID<SourcePatch>
  package var type: SourcePatch.Kind
  package var filePath: String
  package var enabled: Bool
  /// The whole file.
  package var content: String
  package var createdAt: Date
  @Null package var updatedAt: Date?
  @Null package var applicationId: ID<Deployable>?
  @Null package var composeId: ID<Deployable>?

  package init(_ patch: SourcePatch, of kind: Deployable.Kind) {
    patchId = patch.id
    type = patch.type
    filePath = patch.filePath
    enabled = patch.isEnabled
    content = patch.content.reveal()
    createdAt = patch.createdAt
    updatedAt = patch.updatedAt
    applicationId = kind == .application ? patch.deployableID : nil
    composeId = kind == .compose ? patch.deployableID : nil
  }
}
