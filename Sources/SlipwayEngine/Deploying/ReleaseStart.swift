import SlipwayCore
import SlipwayHost

/// Brings a release's service into being: beside the previous one, or in its place where both cannot be.
struct ReleaseStart: Sendable {
  let docker: DockerClient
  let log: DeploymentLog
  /// Keeps what the tasks that make room write to their end.
  let output: ServiceOutput

  /// - Throws: ``ReleaseProblem`` when Docker refuses the service.
  func start(_ plan: ReleasePlan) async throws {
    if plan.replacesFirst, let previous = plan.previous {
      await log.line("Stopping the running version first: both would need the same volume, folder or port.")
      try await ServiceSuspension(docker: docker, output: output).suspend(previous.serviceName)
    }
    if try await isAdopted(plan) {
      await log.line("The new version's service is there already; it is used.")
      return
    }
    await log.line("Starting \(plan.release.serviceName).")
    do {
      _ = try await docker.createService(plan.spec, auth: plan.auth)
    } catch let error as SlipwayError where error.code != .unreachable && error.code != .timeout {
      let advice = FailureAdvice(
        summary: "Docker refused the service.", advice: "Mend the setting that Docker names below, then deploy again."
      )
      throw ReleaseProblem(advice: advice, dockerMessage: error.details["docker"] ?? error.message)
    }
  }

  /// Whether an attempt before a crash has made exactly this service; one that is not the same is removed.
  private func isAdopted(_ plan: ReleasePlan) async throws -> Bool {
    guard let found = try await docker.inspectService(plan.release.serviceName) else { return false }
    if found.Spec.Labels?[ReleaseLabels.spec] == plan.spec.Labels?[ReleaseLabels.spec] { return true }
    try await ServiceRemoval(docker: docker).remove(plan.release.serviceName)
    return false
  }
}
