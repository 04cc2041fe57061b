/// What is known of one build: what was found, whether it had to be, and where its time went.
package struct BuildReport: Sendable, Hashable, Codable {
  /// A step as BuildKit names it.
  package struct Step: Sendable, Hashable, Codable {
    package var name: String
    /// `nil` of one that did not end.
    package var seconds: Double?
    package var isCached: Bool

    package init(name: String, seconds: Double? = nil, isCached: Bool = false) {
      self.name = name
      self.seconds = seconds
      self.isCached = isCached
    }
  }

  /// What was found in the code and what was decided, a sentence each.
  package var found: [String] = []
  /// The Dockerfile that was written for it.
  package var dockerfile: String?
  /// Why it was built, or why that was not needed.
  package var reason: String = ""
  package var isReused = false
  package var steps: [Step] = []
  package var seconds: Double?
  /// Bytes; as the engine counts all of the image's layers.
  package var imageSize: Int?
  /// Bytes that steps of builds used at once, as far as they were measured.
  package var peakMemory: Int?

  package init() {}

  package var cachedSteps: Int { steps.filter(\.isCached).count }
}
