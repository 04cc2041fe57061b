package import SlipwayCore

/// How code becomes an image.
///
/// A new builder is one file that conforms, and one line in ``Builders/all``. `plan` is pure: it says which
/// files to write outside the code and which words the docker command line gets; ``BuildRun`` does it.
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
  /// Whether it is told what was found in the code.
  static var asksTheCode: Bool { get }
  /// - Throws: ``SlipwayError`` `badRequest` naming the setting that is not usable.
  static func plan(_ input: BuildInput) throws -> BuildPlan
}

extension Builder {
  package static var asksTheCode: Bool { false }
}
