package import SlipwayCore

/// Every builder that there is.
package enum Builders {
  package static let all: [any Builder.Type] = [
    AutoBuilder.self, DockerfileBuilder.self, StaticBuilder.self, NixpacksBuilder.self, RailpackBuilder.self,
    HerokuBuilder.self, PaketoBuilder.self,
  ]

  /// - Throws: ``SlipwayError`` `badRequest` naming the builders that exist.
  package static func builder(for kind: BuildSettings.Kind) throws -> any Builder.Type {
    guard let builder = all.first(where: { $0.kind == kind }) else {
      let known = all.map { $0.kind.rawValue }.joined(separator: ", ")
      throw SlipwayError.invalid("buildType", "'\(kind.rawValue)' cannot be built yet; choose one of \(known)")
    }
    return builder
  }

  /// Refuses settings that no builder could use, before anything is fetched.
  package static func check(_ snapshot: DeploymentSnapshot) throws {
    guard snapshot.application.source.sourceType.needsBuild else { return }
    try BuildPlace.check(snapshot)
    let checkout = Checkout(directory: "/checkout", buildPath: "")
    let input = BuildInput(snapshot: snapshot, checkout: checkout, workFolder: "/work")
    _ = try builder(for: snapshot.application.build.buildType).plan(input)
  }
}
