package import SlipwayCore
import SlipwayDetection

/// Builds whatever the code says: its own Dockerfile, the one that was taken over, or one that is written for it.
package enum AutoBuilder: Builder {
  package static let kind = BuildSettings.Kind.auto
  package static let asksTheCode = true

  package static func plan(_ input: BuildInput) throws -> BuildPlan {
    let settings = input.settings
    if let own = settings.ejectedDockerfile { return written(own, made: input.detected?.made ?? [], input) }
    guard let detected = input.detected else {
      // Before anything was fetched: what is typed has to be usable.
      _ = try DetectionRequest.outputFolder(settings)
      try DetectionRequest.own(settings).check()
      return try DockerfileBuilder.plan(input)
    }
    switch detected.method {
    case .dockerfile: return try DockerfileBuilder.plan(input)
    case .compose(let path):
      throw SlipwayError.invalid(
        "buildType", "\(path) describes several services; create a compose service from this repository instead")
    case .generated: return written(detected.dockerfile ?? "", made: detected.made, input)
    }
  }

  private static func written(_ text: String, made: [String], _ input: BuildInput) -> BuildPlan {
    let dockerfile = input.workFolder + "/auto.Dockerfile"
    var plan = BuildPlan(
      dockerfile: dockerfile, context: input.path(input.checkout.buildPath), arguments: input.snapshot.buildArgs,
      secrets: input.snapshot.buildSecrets)
    let ignored = DockerIgnoreText.of(made: made, own: input.ignored)
    plan.files = [
      BuildFile(path: dockerfile, content: Secret(text)),
      BuildFile(path: dockerfile + ".dockerignore", content: Secret(ignored)),
    ]
    plan.guarded = [("buildPath", plan.context)]
    plan.sendsGit = false
    return plan
  }
}
