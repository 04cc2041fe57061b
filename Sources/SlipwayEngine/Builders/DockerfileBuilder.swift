package import SlipwayCore

/// Builds the Dockerfile that is in the code.
package enum DockerfileBuilder: Builder {
  package static let kind = BuildSettings.Kind.dockerfile

  package static func plan(_ input: BuildInput) throws -> BuildPlan {
    let settings = input.settings
    let typed = settings.dockerfile?.trimmingSpaces() ?? ""
    let name = try RelativePath.normalize(typed.isEmpty ? "Dockerfile" : typed, field: "dockerfile")
    guard !name.isEmpty else { throw SlipwayError.invalid("dockerfile", "must name a file, such as Dockerfile") }
    let file = join(input.checkout.buildPath, name)
    let context = try contextFolder(settings, file: file)
    var plan = BuildPlan(
      dockerfile: input.path(file), context: input.path(context), target: try stage(settings),
      arguments: input.snapshot.buildArgs, secrets: input.snapshot.buildSecrets)
    plan.guarded = [("dockerfile", plan.dockerfile), ("dockerContextPath", plan.context)]
    if settings.createEnvFile {
      let beside = input.path(join(folder(of: file), ".env"))
      plan.files.append(
        BuildFile(path: beside, content: Secret(input.snapshot.variables.rendered()), mode: 0o644))
    }
    return plan
  }

  private static func contextFolder(_ settings: BuildSettings, file: String) throws -> String {
    guard let typed = settings.dockerContextPath?.trimmingSpaces(), !typed.isEmpty else { return folder(of: file) }
    return try RelativePath.normalize(typed, field: "dockerContextPath")
  }

  private static func stage(_ settings: BuildSettings) throws -> String? {
    guard let stage = settings.dockerBuildStage?.trimmingSpaces(), !stage.isEmpty else { return nil }
    let isPlain = stage.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_.-".contains($0)) }
    guard isPlain, let first = stage.first, first.isLetter || first.isNumber, stage.utf8.count <= 128 else {
      throw SlipwayError.invalid("dockerBuildStage", "must be the name of a stage: letters, digits and '_.-'")
    }
    return stage
  }

  private static func folder(of file: String) -> String {
    file.split(separator: "/").dropLast().joined(separator: "/")
  }

  private static func join(_ folder: String, _ name: String) -> String {
    folder.isEmpty ? name : folder + "/" + name
  }
}
