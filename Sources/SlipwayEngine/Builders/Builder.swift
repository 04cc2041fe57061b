package import SlipwayCore

/// How code becomes an image.
///
/// A new builder is one file that conforms, and one line in ``Builders/all``. `plan` is pure: it says which files to write
/// outside the code and which words the docker command line gets; ``BuildRun`` does it.
/// ```swift
/// enum HelloBuilder: Builder {
///   static let kind = BuildSettings.Kind.hello
///   static func plan(_ input: BuildInput) throws -> BuildPlan {
///     BuildPlan(dockerfile: input.workFolder + "/Dockerfile", context: input.buildFolder,
///       files: [BuildFile(path: input.workFolder + "/Dockerfile", content: "FROM scratch\n")])
///   }
/// }
/// ```
package protocol Builder: Sendable {
  static var kind: BuildSettings.Kind { get }
  /// - Throws: ``SlipwayError`` `badRequest` naming the setting that is not usable.
  static func plan(_ input: BuildInput) throws -> BuildPlan
}

/// What a builder may know.
package struct BuildInput: Sendable {
  package var snapshot: DeploymentSnapshot
  package var checkout: Checkout
  /// A private folder outside the code, for what the builder generates.
  package var workFolder: String

  package init(snapshot: DeploymentSnapshot, checkout: Checkout, workFolder: String) {
    self.snapshot = snapshot
    self.checkout = checkout
    self.workFolder = workFolder
  }

  package var settings: BuildSettings { snapshot.application.build }

  /// - Returns: the absolute path of `relative` below the checkout.
  package func path(_ relative: String) -> String {
    relative.isEmpty ? checkout.directory : checkout.directory + "/" + relative
  }
}

/// A file that is written before the build.
package struct BuildFile: Sendable, Hashable {
  package var path: String
  package var content: Secret
  package var mode: Int

  package init(path: String, content: Secret, mode: Int = 0o644) {
    self.path = path
    self.content = content
    self.mode = mode
  }
}

/// What is to be done so that an image comes out.
package struct BuildPlan: Sendable {
  /// Absolute paths.
  package var dockerfile: String
  package var context: String
  package var target: String?
  package var files: [BuildFile] = []
  package var arguments: EnvironmentVariables
  package var secrets: EnvironmentVariables
  /// Paths of the code that must exist and must not lead out of it; with the setting that names each.
  package var guarded: [(field: String, path: String)] = []

  package init(
    dockerfile: String, context: String, target: String? = nil, files: [BuildFile] = [],
    arguments: EnvironmentVariables = EnvironmentVariables([]), secrets: EnvironmentVariables = EnvironmentVariables([])
  ) {
    self.dockerfile = dockerfile
    self.context = context
    self.target = target
    self.files = files
    self.arguments = arguments
    self.secrets = secrets
  }
}

/// Every builder that there is.
package enum Builders {
  package static let all: [any Builder.Type] = [DockerfileBuilder.self, StaticBuilder.self]

  /// - Throws: ``SlipwayError`` `badRequest` naming the builders that exist.
  package static func builder(for kind: BuildSettings.Kind) throws -> any Builder.Type {
    guard let builder = all.first(where: { $0.kind == kind }) else {
      let known = all.map(\.kind.rawValue).joined(separator: ", ")
      throw SlipwayError.invalid("buildType", "'\(kind.rawValue)' cannot be built yet; choose one of \(known)")
    }
    return builder
  }

  /// Refuses settings that no builder could use, before anything is fetched.
  package static func check(_ snapshot: DeploymentSnapshot) throws {
    guard snapshot.application.source.sourceType != .docker else { return }
    let checkout = Checkout(directory: "/checkout", buildPath: "")
    let input = BuildInput(snapshot: snapshot, checkout: checkout, workFolder: "/work")
    _ = try builder(for: snapshot.application.build.buildType).plan(input)
  }
}
