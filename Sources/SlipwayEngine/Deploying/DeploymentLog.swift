import Foundation
package import SlipwayCore

/// The log that a person reads of one deployment.
package actor DeploymentLog {
  package init(engine: Engine, deployment: ID<Deployment>, secrets: [Secret]) {}
  /// Adds a line, or several when there are line ends in it.
  package func line(_ text: String) async {}
  /// Adds what a command wrote; the shape that `Host.run` wants.
  package nonisolated var output: @Sendable (String) async -> Void {
    { text in await self.line(text) }
  }
  /// From now on this text is masked.
  package func conceal(_ secret: Secret) {}
  /// Writes what has gathered.
  package func flush() async {}
}
