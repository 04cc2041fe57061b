package import SlipwayCore

/// What a builder may know.
package struct BuildInput: Sendable {
  package var snapshot: DeploymentSnapshot
  package var checkout: Checkout
  /// A private folder outside the code, for what the builder generates.
  package var workFolder: String

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
