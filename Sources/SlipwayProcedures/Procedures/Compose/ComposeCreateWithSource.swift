package import SlipwayAnswers
package import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Creates a compose stack together with its file or the repository that has it, and queues its first deployment when that
/// is wanted: all or nothing.
package enum ComposeCreateWithSource: Procedure {
  package struct Input: Codable, Sendable {
    package var name: String
    package var environmentId: ID<Environment>
    package var sourceType: StackSettings.Source
    package var composeFile: String?
    package var composePath: String?
    package var customGitUrl: String?
    package var customGitBranch: String?
    package var customGitSSHKeyId: ID<SSHKey>?
    package var customGitUsername: String?
    package var customGitPassword: String?
    package var deploy: Bool?
    /// Whether the server's owner, too, is asked before the file may use the server: nothing is allowed then until
    /// `compose.allow` says so. Otherwise the owner allows by writing the file.
    package var asks: Bool?
    /// Where it runs; this machine when it is left out.
    package var serverId: String?
  }

  package static let name = "compose.createWithSource"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Creates a compose stack with its source, and deploys it when that is wanted"

  package static func access(_ input: Input) -> Access {
    var accesses = [Access.subject(.environment(input.environmentId), .write)]
    if input.deploy == true { accesses.append(.subject(.environment(input.environmentId), .deploy)) }
    if let key = input.customGitSSHKeyId { accesses.append(.subject(.sshKey(key), .read)) }
    return .all(accesses + Placement(input.serverId).access)
  }

  package static func run(_ input: Input, _ call: Call) async throws -> MadeStack {
    let parts = try parts(input)
    let draft = try ComposeDraft(name: input.name, environment: input.environmentId, parts, call)
    return try await MadeStack.make(deploys: input.deploy == true, isTyped: input.asks != true, call) {
      try draft.insert($0, call)
    }
  }

  /// - Throws: ``SlipwayError`` `badRequest` naming every field that is needed and not there.
  private static func parts(_ input: Input) throws -> ComposeDraft.Parts {
    var parts = ComposeDraft.Parts()
    parts.placement = Placement(input.serverId)
    parts.settings.sourceType = input.sourceType
    var problems = ValidationProblems()
    problems.require(isTyped(input.name), "name", "is needed")
    switch input.sourceType {
    case .raw:
      parts.secrets.composeFile = Secret(input.composeFile ?? "")
      problems.require(input.deploy != true || isTyped(input.composeFile), "composeFile", "is needed to deploy it")
    case .git:
      parts.settings.composePath = input.composePath ?? parts.settings.composePath
      parts.source.customGitUrl = input.customGitUrl
      parts.source.customGitBranch = input.customGitBranch
      parts.source.customGitSSHKeyId = input.customGitSSHKeyId
      parts.source.customGitUsername = input.customGitUsername
      parts.secrets.gitPassword = input.customGitPassword.flatMap { $0.isEmpty ? nil : Secret($0) }
      problems.require(isTyped(input.customGitUrl), "customGitUrl", "is needed: the repository's address")
    case .github, .gitlab, .bitbucket, .gitea: problems.require(false, "sourceType", "must be raw or git")
    }
    try problems.throwIfAny()
    return parts
  }

  private static func isTyped(_ text: String?) -> Bool { text?.trimmingSpaces().isEmpty == false }
}

/// A compose stack that was made in one step.
package struct MadeStack: Codable, Sendable {
  package var composeId: ID<Deployable>
  /// `null` when none was wanted.
  @Null package var deploymentId: ID<Deployment>?

  /// Makes a stack, and queues its first deployment when that is wanted, in one transaction.
  /// - Parameter isTyped: whoever calls has typed the file.
  static func make(
    deploys: Bool, isTyped: Bool = false, _ call: Call,
    _ insert: @escaping @Sendable (Transaction) throws -> ComposeStack
  ) async throws -> MadeStack {
    let now = call.now()
    let (stack, queued) = try await call.store.write { tx -> (ComposeStack, QueuedDeployment?) in
      let stack = try insert(tx)
      guard deploys else { return (stack, nil) }
      let request = DeploymentRequest(deployable: stack.deployable, kind: .deploy)
      return (stack, try DeploymentQueue.enqueue(tx, request, now: now))
    }
    // Nobody is told of the deployment before that: it asks for the leave.
    if isTyped { _ = try await ComposeRules.allowTyped(stack, beside: nil, call) }
    call.publish(.organizationChanged(stack.organizationID))
    if let queued { DeploymentQueue.announce(queued, on: call.engine.bus) }
    return MadeStack(composeId: stack.id, deploymentId: queued?.id)
  }
}
