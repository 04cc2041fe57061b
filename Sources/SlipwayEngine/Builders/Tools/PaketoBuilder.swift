package import SlipwayCore
import SlipwayDetection

/// Builds with Paketo's buildpacks, by `pack`.
package enum PaketoBuilder: Builder {
  package static let kind = BuildSettings.Kind.paketoBuildpacks

  package static func plan(_ input: BuildInput) throws -> BuildPlan {
    try plan(input, builder: "paketobuildpacks/builder-jammy-full:latest")
  }

  static func plan(_ input: BuildInput, builder: String) throws -> BuildPlan {
    let folder = input.path(input.checkout.buildPath)
    var plan = BuildPlan(dockerfile: input.workFolder + "/labels.Dockerfile", context: input.workFolder + "/empty")
    plan.tool = ToolRun(tool: .pack, work: .pack(builder: builder), folder: folder)
    plan.published = try Self.published(input.settings, below: "/workspace")
    plan.guarded = [("buildPath", folder)]
    return plan
  }
}
