package import SlipwayCore

/// The tag that a deployment's image gets: one for each deployment, so that nothing moves under a release.
package enum ImageTag {
  package static func of(_ snapshot: DeploymentSnapshot) -> String {
    of(snapshot.deployment.id, appName: snapshot.application.appName)
  }

  package static func of(_ deployment: ID<Deployment>, appName: String) -> String {
    "slipway/\(appName):d-\(deployment)"
  }
}
