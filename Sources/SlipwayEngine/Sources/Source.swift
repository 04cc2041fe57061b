package import SlipwayCore

/// Where an application's code or image comes from.
///
/// A new source is one file that conforms, and one line in ``Sources/all``. It is asked first whether
/// everything that it needs is set; only then it fetches, into ``DataFolders/work(of:)`` and nowhere else:
/// ```swift
/// struct FolderSource: Source {
///   static let kinds: [SourceSettings.Kind] = [.folder]
///   static func summary(of source: SourceSettings) -> SourceSummary? { … }
///   static func decide(_ source: SourceSettings, on event: WebhookEvent) -> WebhookDecision { … }
///   static func problems(of snapshot: DeploymentSnapshot) -> [String] { … }
///   func fetch(_ context: StageContext) async throws -> Fetched { … }
/// }
/// ```
package protocol Source: Sendable {
  /// The words of the published API that choose it.
  static var kinds: [SourceSettings.Kind] { get }
  init()
  /// - Returns: `nil` as long as nothing is set.
  static func summary(of source: SourceSettings) -> SourceSummary?
  /// Whether what a provider told deploys an application that has this source, and the answer to the provider.
  static func decide(_ source: SourceSettings, on event: WebhookEvent) -> WebhookDecision
  /// - Returns: a sentence for everything that is missing, naming its field; empty when it can fetch.
  static func problems(of snapshot: DeploymentSnapshot) -> [String]
  /// - Throws: ``DeploymentFailure`` or ``SlipwayError`` saying what to do.
  func fetch(_ context: StageContext) async throws -> Fetched
}
