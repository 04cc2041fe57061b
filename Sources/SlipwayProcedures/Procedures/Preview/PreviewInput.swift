package import SlipwayCore

/// The input of what concerns one preview.
package struct PreviewInput: Codable, Sendable {
  package var previewDeploymentId: ID<PreviewDeployment>

  package init(previewDeploymentId: ID<PreviewDeployment>) { self.previewDeploymentId = previewDeploymentId }
}
