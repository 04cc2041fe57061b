package import SlipwayCore
import SlipwayDetection

/// Builds with Heroku's buildpacks, by `pack`.
package enum HerokuBuilder: Builder {
  package static let kind = BuildSettings.Kind.herokuBuildpacks

  package static func plan(_ input: BuildInput) throws -> BuildPlan {
    let stack = input.settings.herokuVersion.flatMap { $0.isEmpty ? nil : $0 } ?? "24"
    return try PaketoBuilder.plan(input, builder: "heroku/builder:\(stack)")
  }
}
