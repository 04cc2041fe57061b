import Foundation
import Glibc
import Logging
import NIOCore
import NIOPosix
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayProcedures

/// Where sshd's children come in, with what the owner of a key sends. The socket is the user's that they run as, so that
/// nobody else comes here; what the key may do is looked up anew each time.
struct SSHDoor: Sendable {
  private static let atOnce = 64
  private static let atOncePerUser = 12
  /// How long a client may say nothing while it is listened to: hooks of its own may run before it sends.
  private static let silence = Duration.seconds(300)
  private static let questionLimit = 16 << 20
  private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>
  let engine: Engine
  let access: PushAccess
  let plan: SSHPlan
  /// What links to the dashboard begin with.
  let baseURL: @Sendable () async -> String
  private let atWork = AtWork()

  init(engine: Engine, access: PushAccess, plan: SSHPlan, baseURL: @escaping @Sendable () async -> String) {
    self.engine = engine
    self.access = access
    self.plan = plan
    self.baseURL = baseURL
  }

  /// Lets in until the task is cancelled.
  func run() async throws {
    let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .bind(unixDomainSocketPath: plan.door, cleanupExistingSocketFile: true) { channel in
        channel.eventLoop.makeCompletedFuture { try Connection(wrappingChannelSynchronously: channel) }
      }
    try Self.give(plan.door, to: plan.user, mode: 0o600)
    try await server.executeThenClose { inbound in
      try await withThrowingDiscardingTaskGroup { group in
        for try await connection in inbound {
          guard let place = atWork.place([(name: "door", limit: Self.atOnce)]) else {
            group.addTask { try? await connection.channel.close() }
            continue
          }
          group.addTask {
            defer { place.leave() }
            await serve(connection)
          }
        }
      }
    }
  }

  private func serve(_ connection: Connection) async {
    let limit = 2 * engine.configuration.gitPushLimit << 20 + Self.questionLimit
    do {
      try await connection.executeThenClose { inbound, outbound in
        let output = GitOutput { try await outbound.write(ByteBuffer(bytes: $0)) }
        try await GitInput.reading(inbound, limit: limit, drains: false, patience: Self.silence) { input in
          try await answer(input, output)
        }
      }
    } catch {
      // Somebody hung up; what was accepted goes on.
      Logger(label: "slipway.git").debug("a session over SSH ended", metadata: [LogKeys.error: "\(error)"])
    }
  }

  private func answer(_ input: GitInput, _ output: GitOutput) async throws {
    guard case .data(let bytes) = try await input.packet() else { return }
    let request = try JSONDecoder().decode(DoorRequest.self, from: Data(bytes))
    do {
      try await self.session(request, input, output)
    } catch let error as SlipwayError {
      let isOurs = error.code == .internal
      if isOurs { Logger(label: "slipway.git").error("\(error)") }
      let words = isOurs ? "Slipway could not do this; its log has more." : error.message
      try await output.write(Packet.line("ERR \(words)\n"))
    }
  }

  private func session(_ request: DoorRequest, _ input: GitInput, _ output: GitOutput) async throws {
    guard let wish = GitWish(request.command) else {
      throw SlipwayError(.badRequest, "Here are git push and git fetch, and nothing else.")
    }
    guard let caller = try await access.caller(fingerprint: request.fingerprint, for: wish.appName) else {
      throw SlipwayError(.notFound, "There is no application \(wish.appName) that this key may be used for.")
    }
    // One person leaves places for others.
    guard let place = atWork.place([(name: "user:\(caller.user.id)", limit: Self.atOncePerUser)]) else {
      throw SlipwayError(.tooManyRequests, "Too many pushes and fetches of yours are at work; try again in a moment.")
    }
    defer { place.leave() }
    let application = try await access.application(wish.appName, wish.service.permission, caller)
    guard wish.service == .push else {
      let reading = try await GitReading.open(engine, application, version: request.version)
      return try await reading.talk(input, output)
    }
    let info = RequestInfo(
      id: RandomText.suffix(16), address: request.address ?? "", baseURL: await baseURL())
    let push = PushSession(
      engine: engine, access: access, caller: caller, application: application, request: info)
    try await output.write(try await push.advertisement())
    let received = try await Deadline.run(within: .seconds(3600), what: "The push") { try await push.receive(input) }
    if let received { try await push.answer(received, output) }
  }

  /// - Throws: ``SlipwayError`` `preconditionFailed` for a user that the system does not have.
  private static func give(_ path: String, to user: String, mode: mode_t) throws {
    guard let entry = getpwnam(user) else {
      throw SlipwayError(
        .preconditionFailed,
        "This system has no user \(user) for pushes over SSH. Make one with `useradd --system --password '*' "
          + "--shell /bin/sh --home-dir /nonexistent \(user)`, or name another with --git-ssh-user.")
    }
    guard lchown(path, entry.pointee.pw_uid, entry.pointee.pw_gid) == 0, chmod(path, mode) == 0 else {
      throw SlipwayError(
        .preconditionFailed, "\(path) cannot be given to \(user); Slipway has to run as root for that.")
    }
  }
}
