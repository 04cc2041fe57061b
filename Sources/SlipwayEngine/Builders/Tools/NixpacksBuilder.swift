package import SlipwayCore
import SlipwayDetection

/// Lets nixpacks write a Dockerfile, and builds that.
package enum NixpacksBuilder: Builder {
  package static let kind = BuildSettings.Kind.nixpacks

  package static func plan(_ input: BuildInput) throws -> BuildPlan {
    let folder = input.path(input.checkout.buildPath)
    var plan = BuildPlan(dockerfile: folder + "/.nixpacks/Dockerfile", context: folder)
    plan.tool = ToolRun(tool: .nixpacks, work: .nixpacks, folder: folder)
    plan.published = try Self.published(input.settings, below: "/app")
    plan.guarded = [("buildPath", folder)]
    return plan
  }
}

extension Builder {
  /// The folder of the image that is served, where the settings name one.
  static func published(_ settings: BuildSettings, below root: String) throws -> PublishedFolder? {
    guard let folder = try DetectionRequest.outputFolder(settings) else { return nil }
    return PublishedFolder(path: root + "/" + folder, isSinglePage: settings.isStaticSpa ?? false)
  }
}
