package import SlipwayCore
import SlipwayDetection

/// Lets railpack write a plan, which BuildKit builds by railpack's frontend.
package enum RailpackBuilder: Builder {
  package static let kind = BuildSettings.Kind.railpack

  package static func plan(_ input: BuildInput) throws -> BuildPlan {
    let folder = input.path(input.checkout.buildPath)
    var plan = BuildPlan(dockerfile: input.workFolder + "/railpack-plan.json", context: folder)
    let version = input.settings.railpackVersion.flatMap { $0.isEmpty ? nil : $0 }
    plan.tool = ToolRun(tool: .railpack, version: version, work: .railpack, folder: folder)
    plan.secrets = input.snapshot.variables
    plan.published = try Self.published(input.settings, below: "/app")
    plan.guarded = [("buildPath", folder)]
    return plan
  }
}
