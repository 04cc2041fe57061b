import SlipwayCore
import SlipwayDetection
import SlipwayHost

/// Looks at a checkout and says how it is built, with the settings of server and application.
struct DetectionRequest: Sendable {
  let settings: BuildSettings
  let server: ServerSettings
  /// The folder that is built; absolute.
  let folder: String

  /// - Returns: what was found, and the code's own `.dockerignore`.
  /// - Throws: ``SlipwayError`` `badRequest` when nothing was.
  func run() async throws -> (plan: DetectedPlan, ignored: String?) {
    let folder = folder
    let tree = try await BlockingPool.run(lasting: .long) { try SourceTreeReader(root: folder).read() }
    let typed = try RelativePath.normalize(settings.dockerfile ?? "", field: "dockerfile")
    let all = DetectionSettings(images: server.baseImages, mirrors: server.packageMirrors)
      .overlaid(by: Self.own(settings))
    try all.check()
    let plan = try Detection.plan(
      tree, dockerfile: typed.isEmpty ? "Dockerfile" : typed, outputFolder: try Self.outputFolder(settings),
      settings: all)
    return (plan, tree.texts[".dockerignore"])
  }

  /// The server's with the application's own over them.
  static func all(_ snapshot: DeploymentSnapshot) -> DetectionSettings {
    DetectionSettings(images: snapshot.settings.baseImages, mirrors: snapshot.settings.packageMirrors)
      .overlaid(by: own(snapshot.application.build))
  }

  static func own(_ settings: BuildSettings) -> DetectionSettings {
    DetectionSettings(images: settings.baseImages ?? [:], mirrors: settings.packageMirrors ?? [:])
  }

  static func outputFolder(_ settings: BuildSettings) throws -> String? {
    let folder = try RelativePath.normalize(settings.publishDirectory ?? "", field: "publishDirectory")
    return folder.isEmpty ? nil : folder
  }
}
