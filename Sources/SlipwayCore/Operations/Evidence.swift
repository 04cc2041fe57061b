/// What is known of a failure: enough to mend it without looking anywhere else.
package struct Evidence: Sendable, Hashable, Codable {
  /// A setting that is not as it was in the last good release.
  package struct Change: Sendable, Hashable, Codable {
    package var field: String
    /// `nil` when it was not there; values of secrets are masked.
    package var before: String?
    package var after: String?

    package init(field: String, before: String?, after: String?) {
      self.field = field
      self.before = before
      self.after = after
    }
  }

  /// Another service of the same stack that was not well when it failed.
  package struct Service: Sendable, Hashable, Codable {
    package var name: String
    /// Docker's word, or `not started`.
    package var state: String
    package var exitCode: Int?
    /// Docker's own words.
    package var message: String?
    package var lastLines: [String]

    package init(
      name: String, state: String, exitCode: Int? = nil, message: String? = nil, lastLines: [String] = []
    ) {
      self.name = name
      self.state = state
      self.exitCode = exitCode
      self.message = message
      self.lastLines = lastLines
    }
  }

  package var step: DeploymentStep
  /// What failed, in one sentence.
  package var summary: String
  /// What to do about it.
  package var advice: String?
  package var exitCode: Int?
  package var isOutOfMemory: Bool
  /// Docker's own words.
  package var dockerMessage: String?
  /// The last lines of the container that failed; at most 200.
  package var containerLog: [String]
  /// What differs from the last good release.
  package var changes: [Change]
  /// Whether the release before still serves.
  package var isPreviousServing: Bool
  /// Whether something of the release before had been replaced or stopped, and was put back; `nil` when nothing was.
  package var isPutBack: Bool?
  /// Of a compose stack: what else was not well.
  package var services: [Service]?

  package init(
    step: DeploymentStep, summary: String, advice: String? = nil, exitCode: Int? = nil, isOutOfMemory: Bool = false,
    dockerMessage: String? = nil, containerLog: [String] = [], changes: [Change] = [], isPreviousServing: Bool = false
  ) {
    self.step = step
    self.summary = summary
    self.advice = advice
    self.exitCode = exitCode
    self.isOutOfMemory = isOutOfMemory
    self.dockerMessage = dockerMessage
    self.containerLog = containerLog
    self.changes = changes
    self.isPreviousServing = isPreviousServing
  }
}
