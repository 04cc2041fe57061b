import SlipwayCore
import SlipwayHost

/// Where an application's image is made when that is another machine than the one that it runs on.
enum BuildPlace {
  /// - Returns: `nil` where the machine of the service makes it, or nothing is made.
  static func server(of application: Application, _ kind: Deployment.Kind) -> ID<Server>? {
    guard [.deploy, .rebuild].contains(kind), application.source.sourceType.needsBuild else { return nil }
    return application.build.buildServerId
  }

  /// - Throws: ``SlipwayError`` `badRequest` naming the setting that is missing.
  static func check(_ snapshot: DeploymentSnapshot) throws {
    guard let server = snapshot.buildServer else { return }
    guard server.purpose == .build else {
      throw SlipwayError.invalid(
        "buildServerId", "\(server.name) is a server for services now; choose one of the type build, or none")
    }
    guard snapshot.registry != nil else {
      throw SlipwayError.invalid(
        "buildRegistryId",
        "an image that is built on \(server.name) goes through a registry to where it runs; choose one under Source & build"
      )
    }
  }

  /// - Returns: the context with the machine that makes its image, which answers.
  /// - Throws: ``SlipwayError`` `unreachable` naming the server, `preconditionFailed` as ``Engine/machine(at:)``.
  static func reach(_ context: StageContext) async throws -> StageContext {
    guard let server = context.snapshot.buildServer, server.id != context.machine.server else { return context }
    var context = context
    context.builder = try await context.engine.machine(at: server.id)
    await context.log.line("Building on \(server.name)")
    // Before the code is fetched for nothing.
    try await context.builder.docker.ping()
    return context
  }
}
