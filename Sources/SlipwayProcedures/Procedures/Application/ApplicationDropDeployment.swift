package import SlipwayAnswers
package import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayStore

/// Takes a zip of the source and queues its deployment.
package enum ApplicationDropDeployment: Procedure {
  package struct Input: Codable, Sendable {
    package var applicationId: ID<Deployable>
    package var dropBuildPath: String?
  }

  package static let name = "application.dropDeployment"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Takes a zip of the source and queues its deployment"
  package static let upload: UploadField? = UploadField(name: "zip", limit: 512 << 20)

  package static func access(_ input: Input) -> Access {
    .all([
      .subject(.application(input.applicationId), .write), .subject(.application(input.applicationId), .deploy),
    ])
  }

  package static func run(_ input: Input, _ call: Call) async throws -> DeploymentQueued {
    guard let file = call.request.uploads["zip"] else {
      throw SlipwayError.invalid("zip", "is needed: the source as a zip file, in multipart/form-data")
    }
    guard file.size > 0 else { throw SlipwayError.invalid("zip", "is empty") }
    let id = ID<Deployment>.random()
    let files = try call.engine.hosts.thisMachine().files
    try await files.makeDirectory(call.engine.folders.uploads, mode: 0o700)
    let path = call.engine.folders.upload(of: id)
    try await files.move(file.path, to: path)
    do {
      return try await enqueue(id, input, call)
    } catch {
      try? await files.remove(path)
      throw error
    }
  }

  private static func enqueue(_ id: ID<Deployment>, _ input: Input, _ call: Call) async throws -> DeploymentQueued {
    let now = call.now()
    let queued = try await call.store.write { tx in
      let before = try tx.applications.one(input.applicationId)
      var application = before
      application.source.sourceType = .drop
      application.source.dropBuildPath = input.dropBuildPath ?? application.source.dropBuildPath
      try ApplicationRules.check(application, beside: before, tx)
      if application != before {
        application.changedAt = now
        try tx.applications.update(application)
      }
      let request = DeploymentRequest(id: id, hasUpload: true, deployable: application.deployable)
      return try DeploymentQueue.enqueue(tx, request, now: now)
    }
    DeploymentQueue.announce(queued, on: call.engine.bus)
    return DeploymentQueued(queued.deployment)
  }
}
