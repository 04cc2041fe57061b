package import SlipwayCore

/// Where an application's code or image comes from.
///
/// A new source is one file that conforms, and one line in ``Sources/all``. It is asked first whether everything that it
/// needs is set; only then it fetches, into ``DataFolders/work(of:)`` and nowhere else:
/// ```swift
/// struct FolderSource: Source {
///   static let kinds: [SourceSettings.Kind] = [.folder]
///   static func problems(of snapshot: DeploymentSnapshot) -> [String] { … }
///   func fetch(_ context: StageContext) async throws -> Fetched { … }
/// }
/// ```
package protocol Source: Sendable {
  /// The words of the published API that choose it.
  static var kinds: [SourceSettings.Kind] { get }
  init()
  /// - Returns: a sentence for everything that is missing, naming its field; empty when it can fetch.
  static func problems(of snapshot: DeploymentSnapshot) -> [String]
  /// - Throws: ``DeploymentFailure`` or ``SlipwayError`` saying what to do.
  func fetch(_ context: StageContext) async throws -> Fetched
}

/// What a source brings: code to build, or an image that needs no build.
package enum Fetched: Sendable {
  case checkout(Checkout)
  case image(BuiltImage)
}

/// Code in a folder of its own.
package struct Checkout: Sendable, Hashable {
  /// The folder; absolute, without symbolic links of the code's own.
  package var directory: String
  /// The folder below it that is built; empty for all of it.
  package var buildPath: String
  /// The commit's hash, where there is one.
  package var commit: String?
  package var message: String

  package init(directory: String, buildPath: String, commit: String? = nil, message: String = "") {
    self.directory = directory
    self.buildPath = buildPath
    self.commit = commit
    self.message = message
  }
}

/// Every source that there is.
package enum Sources {
  package static let all: [any Source.Type] = [GitSource.self, ImageSource.self, UploadSource.self]

  /// - Throws: ``DeploymentFailure`` naming all that is missing before it could fetch.
  package static func source(for snapshot: DeploymentSnapshot) throws -> any Source {
    let kind = snapshot.application.source.sourceType
    guard let type = all.first(where: { $0.kinds.contains(kind) }) else {
      let known = all.flatMap(\.kinds).map(\.rawValue).joined(separator: ", ")
      throw failure(
        snapshot, "sourceType: '\(kind.rawValue)' cannot be fetched yet.", "Choose one of \(known).")
    }
    let problems = type.problems(of: snapshot)
    guard problems.isEmpty else {
      throw failure(snapshot, problems.joined(separator: " "), "Complete the source's settings, then deploy again.")
    }
    return type.init()
  }

  private static func failure(
    _ snapshot: DeploymentSnapshot, _ summary: String, _ advice: String
  ) -> DeploymentFailure {
    DeploymentFailure(
      Evidence(
        step: .source, summary: summary, advice: advice, isPreviousServing: snapshot.isPreviousServing))
  }
}
