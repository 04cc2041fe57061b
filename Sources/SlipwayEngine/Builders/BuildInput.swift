package import SlipwayCore
package import SlipwayDetection

/// What a builder may know.
package struct BuildInput: Sendable {
  package var snapshot: DeploymentSnapshot
  package var checkout: Checkout
  /// A private folder outside the code, for what the builder generates.
  package var workFolder: String
  /// What was found in the code, of a builder that asks; `nil` before anything was fetched.
  package var detected: DetectedPlan?
  /// What the code says is to be left out of what is sent to a build.
  package var ignored: String?

  package init(snapshot: DeploymentSnapshot, checkout: Checkout, workFolder: String) {
    self.snapshot = snapshot
    self.checkout = checkout
    self.workFolder = workFolder
  }

  package var settings: BuildSettings { snapshot.application.build }

  /// - Returns: the absolute path of `relative` below the checkout.
  package func path(_ relative: String) -> String {
    relative.isEmpty ? checkout.directory : checkout.directory + "/" + relative
  }
}
