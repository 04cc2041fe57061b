/// What the owner of an application or a compose stack wants of its previews.
package struct PreviewPlan: Sendable, Hashable {
  /// Of the application or the stack itself: it has one plan.
  package var id: ID<Deployable>
  package var organizationID: ID<Organization>
  package var settings: PreviewSettings
  package var secrets: PreviewSecrets

  package init(
    id: ID<Deployable>, organizationID: ID<Organization>, settings: PreviewSettings = PreviewSettings(),
    secrets: PreviewSecrets = PreviewSecrets()
  ) {
    self.id = id
    self.organizationID = organizationID
    self.settings = settings
    self.secrets = secrets
  }
}
