package import SlipwayCore
package import SlipwayDetection
import SlipwayHost
import SlipwayStore

/// Looks at an application's newest code without building it.
package struct CodeDetection: Sendable {
  private let engine: Engine

  package init(_ engine: Engine) { self.engine = engine }

  /// Fetches the code and reads it.
  /// - Throws: ``SlipwayError`` saying what the source lacks, what git says, or that nothing was found.
  package func run(_ id: ID<Deployable>) async throws -> DetectedPlan {
    let (application, settings) = try await engine.store.read { tx in
      (try tx.applications.one(id), try tx.serverSettings())
    }
    guard application.source.sourceType.needsBuild else {
      throw SlipwayError.invalid("sourceType", "a Docker image is run as it is; there is no code to look at")
    }
    let path = try await SourceBrowser(engine).fetch(id)
    let root = engine.folders.browsed(id)
    let folder = path.isEmpty ? root : root + "/" + path
    let host = try engine.hosts.thisMachine()
    try await CheckoutGuard(host: host, root: root).check([("buildPath", folder)])
    return try await DetectionRequest(settings: application.build, server: settings, folder: folder).run().plan
  }
}
