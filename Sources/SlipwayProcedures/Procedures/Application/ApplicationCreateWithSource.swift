package import SlipwayAnswers
package import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Creates an application together with its source, and queues its first deployment when that is wanted: all or nothing.
package enum ApplicationCreateWithSource: Procedure {
  package struct Input: Codable, Sendable {
    package var name: String
    package var environmentId: ID<Environment>
    package var sourceType: SourceSettings.Kind
    package var customGitUrl: String?
    package var customGitBranch: String?
    package var customGitSSHKeyId: ID<SSHKey>?
    package var customGitUsername: String?
    package var customGitPassword: String?
    package var dockerImage: String?
    package var deploy: Bool?
    /// Where it runs; this machine when it is left out.
    package var serverId: String?
  }

  /// What was made.
  package struct Output: Codable, Sendable {
    package var applicationId: ID<Deployable>
    /// `null` when none was wanted.
    @Null package var deploymentId: ID<Deployment>?
  }

  package static let name = "application.createWithSource"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Creates an application with its source, and deploys it when that is wanted"

  package static func access(_ input: Input) -> Access {
    var accesses = [Access.subject(.environment(input.environmentId), .write)]
    if input.deploy == true { accesses.append(.subject(.environment(input.environmentId), .deploy)) }
    if let key = input.customGitSSHKeyId { accesses.append(.subject(.sshKey(key), .read)) }
    return .all(accesses + Placement(input.serverId).access)
  }

  package static func run(_ input: Input, _ call: Call) async throws -> Output {
    let now = call.now()
    let draft = try ApplicationDraft(
      name: input.name, environment: input.environmentId, source: try source(input),
      gitPassword: input.customGitPassword.flatMap { $0.isEmpty ? nil : Secret($0) }, createsEnvFile: false,
      placement: Placement(input.serverId), call)
    let (application, queued) = try await call.store.write { tx in
      let application = try draft.insert(tx)
      guard input.deploy == true else { return (application, QueuedDeployment?.none) }
      let request = DeploymentRequest(deployable: application.deployable, kind: .deploy)
      return (application, try DeploymentQueue.enqueue(tx, request, now: now))
    }
    call.publish(.organizationChanged(application.organizationID))
    if let queued { DeploymentQueue.announce(queued, on: call.engine.bus) }
    return Output(applicationId: application.id, deploymentId: queued?.id)
  }

  /// - Throws: ``SlipwayError`` `badRequest` naming every field that is needed and not there.
  private static func source(_ input: Input) throws -> SourceSettings {
    var source = SourceSettings()
    source.sourceType = input.sourceType
    var problems = ValidationProblems()
    problems.require(isTyped(input.name), "name", "is needed")
    switch input.sourceType {
    case .git:
      source.customGitUrl = input.customGitUrl
      source.customGitBranch = input.customGitBranch
      source.customGitSSHKeyId = input.customGitSSHKeyId
      source.customGitUsername = input.customGitUsername
      source.customGitBuildPath = "/"
      problems.require(isTyped(input.customGitUrl), "customGitUrl", "is needed: the repository's address")
    case .docker:
      source.dockerImage = input.dockerImage
      problems.require(isTyped(input.dockerImage), "dockerImage", "is needed: an image such as nginx:1.27")
    case .push:
      source.customGitBranch = input.customGitBranch
      problems.require(input.deploy != true, "deploy", "must wait until code has been pushed")
    case .drop: problems.require(input.deploy != true, "deploy", "must wait until a zip has been uploaded")
    case .github, .gitlab, .bitbucket, .gitea:
      problems.require(false, "sourceType", "must be git, docker, drop or push")
    }
    try problems.throwIfAny()
    return source
  }

  private static func isTyped(_ text: String?) -> Bool { text?.trimmingSpaces().isEmpty == false }
}
