package import SlipwayCore
package import SlipwayHost

/// One release that is to be put into service, and what it takes the place of.
package struct ReleasePlan: Sendable {
  package var release: Release
  package var spec: ServiceSpec
  /// What a node needs to pull the image.
  package var auth: RegistryAuth?
  /// The release that serves now.
  package var previous: Release?
  /// It cannot run beside the previous one: a volume, a folder or a port of the server is only for one of them.
  package var replacesFirst: Bool

  /// How many tasks are wanted.
  package var wanted: TaskJudgement.Wanted { TaskJudgement.Wanted(spec) }
}

/// What failed while a release was started, watched or switched to; ``EvidenceCollector`` makes evidence of it.
struct ReleaseProblem: Error {
  /// `nil` where only the container itself can tell.
  var advice: FailureAdvice?
  /// The task that proves it.
  var task: TaskFact?
  /// Docker's own words.
  var dockerMessage: String?
}
