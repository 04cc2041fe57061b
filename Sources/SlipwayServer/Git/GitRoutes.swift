import Foundation
import HTTPTypes
package import Hummingbird
import NIOCore
import SlipwayCore
package import SlipwayEngine
import SlipwayHost
package import SlipwayProcedures

/// `/git/<name of the application>.git`: git's smart protocol over HTTP, for pushes that deploy and for reading back.
/// Whoever asks shows an API key as the password of Basic authentication; no cookie counts here.
package struct GitRoutes: PageRoutes {
  private static let wrongKeys = RateLimit(count: 60, seconds: 900)
  private static let atOnce = 24
  private static let atOncePerUser = 12
  /// What a reader may ask for in one request.
  private static let questionLimit = 16 << 20
  private let engine: Engine
  private let accounts: Accounts
  private let access: PushAccess
  private let guesses = RateWindows()
  private let atWork = AtWork()

  package init(engine: Engine, accounts: Accounts) {
    self.engine = engine
    self.accounts = accounts
    access = PushAccess(engine: engine)
  }

  package func add(to router: Router<SlipwayRequestContext>) {
    router.get("/git/:repository/info/refs") { request, context in
      try await answering(context) { try await look(request, context) }
    }
    router.post("/git/:repository/git-receive-pack") { request, context in
      try await answering(context) { try await push(request, context) }
    }
    router.post("/git/:repository/git-upload-pack") { request, context in
      try await answering(context) { try await read(request, context) }
    }
  }

  /// What a client asks first: which references there are.
  private func look(_ request: Request, _ context: SlipwayRequestContext) async throws -> Response {
    let service = request.uri.queryParameters["service"].map(String.init) ?? ""
    guard let wanted = GitService(rawValue: service) else {
      throw SlipwayError(.badRequest, "Use git to read this address.")
    }
    let caller = try await caller(request, context)
    let type = "application/x-\(wanted.rawValue)-advertisement"
    let hello = Packet.line("# service=\(wanted.rawValue)\n") + Packet.flush.bytes
    let application: SlipwayCore.Application
    do {
      application = try await access.application(name(context), wanted.permission, caller)
    } catch let error as SlipwayError where error.code == .preconditionFailed || error.code == .forbidden {
      return Self.response(type, hello + Packet.line("ERR \(error.message)\n"))
    }
    let place = try place(of: caller)
    defer { place.leave() }
    guard wanted == .read else {
      let session = session(caller, application, context)
      return Self.response(type, hello + (try await session.advertisement()))
    }
    let reading = try await GitReading.open(engine, application, version: request.headers[Self.protocolName])
    return Self.response(type, (reading.version == 2 ? [] : hello) + (try await reading.advertisement()))
  }

  private func push(_ request: Request, _ context: SlipwayRequestContext) async throws -> Response {
    try Self.require("application/x-git-receive-pack-request", request)
    let caller = try await caller(request, context)
    let application = try await access.application(name(context), .deploy, caller)
    let place = try place(of: caller)
    let (session, limit) = (session(caller, application, context), engine.configuration.gitPushLimit << 20)
    let isPacked = Self.isPacked(request)
    let received = try await UploadPace(UploadLimits()).during { progress in
      try await GitInput.reading(
        request.body.counted(by: progress), limit: 2 * limit + Self.questionLimit, inflates: isPacked, drains: true
      ) { try await session.receive($0) }
    }
    // Whoever hung up is never answered: the place and what waits in quarantine end with the answer, written or not.
    return Response(
      status: .ok, headers: Self.headers("application/x-git-receive-pack-result"),
      body: ResponseBody { writer in
        defer { place.leave() }
        try await GitOutput.answering(&writer) { output in
          if let received { try await session.answer(received, output) }
        }
      })
  }

  private func read(_ request: Request, _ context: SlipwayRequestContext) async throws -> Response {
    try Self.require("application/x-git-upload-pack-request", request)
    let caller = try await caller(request, context)
    let application = try await access.application(name(context), .read, caller)
    let place = try place(of: caller)
    let isPacked = Self.isPacked(request)
    let body = try await UploadPace(UploadLimits()).during { progress in
      try await GitInput.reading(
        request.body.counted(by: progress), limit: Self.questionLimit, inflates: isPacked, drains: true
      ) { input in
        var bytes: [UInt8] = []
        while let chunk = await input.chunk() { bytes += chunk }
        return bytes
      }
    }
    let reading = try await GitReading.open(engine, application, version: request.headers[Self.protocolName])
    return Response(
      status: .ok, headers: Self.headers("application/x-git-upload-pack-result"),
      body: ResponseBody { writer in
        defer { place.leave() }
        try await GitOutput.answering(&writer) { try await reading.answer(body, $0) }
      })
  }

  /// - Throws: ``SlipwayError`` `tooManyRequests` while too much of somebody's, or of all, is at work.
  private func place(of caller: Caller) throws -> WorkPlace {
    let names = [
      (name: "user:\(caller.user.id)", limit: Self.atOncePerUser), (name: "all", limit: Self.atOnce),
    ]
    guard let place = atWork.place(names) else {
      throw SlipwayError(.tooManyRequests, "Too many pushes and fetches are at work; try again in a moment.")
    }
    return place
  }

  private func session(
    _ caller: Caller, _ application: SlipwayCore.Application, _ context: SlipwayRequestContext
  ) -> PushSession {
    PushSession(engine: engine, access: access, caller: caller, application: application, request: context.info)
  }

  /// - Throws: ``SlipwayError`` `unauthorized`, `tooManyRequests` after many wrong keys.
  private func caller(_ request: Request, _ context: SlipwayRequestContext) async throws -> Caller {
    guard engine.configuration.hasEngine else { throw SlipwayError.apart }
    guard let key = BasicKey.text(of: request.headers[.authorization]) else { throw SlipwayError.signInNeeded }
    if let caller = try await accounts.keys.find(key) { return caller }
    guard let wait = guesses.take("git:\(context.info.address)", Self.wrongKeys, now: engine.now()) else {
      throw SlipwayError.signInNeeded
    }
    throw SlipwayError(
      .tooManyRequests, "Too many wrong keys were tried; try again later.", details: ["retryAfter": String(wait)])
  }

  private func name(_ context: SlipwayRequestContext) -> String {
    GitService.appName(context.parameters.get("repository") ?? "")
  }

  /// git shows plain text to the person, and asks for a password when it is told how.
  private func answering(
    _ context: SlipwayRequestContext, _ body: () async throws -> Response
  ) async throws -> Response {
    do {
      return try await body()
    } catch let error as SlipwayError where error.code != .internal {
      var headers = Self.headers("text/plain; charset=utf-8")
      let isStranger = error.code == .unauthorized
      if isStranger { headers[.wwwAuthenticate] = "Basic realm=\"Slipway\", charset=\"UTF-8\"" }
      let words =
        isStranger ? "Sign in with any user name and one of your API keys as the password." : error.message
      return Response(
        status: ErrorResponse.line(error.code).status, headers: headers,
        body: ResponseBody(byteBuffer: ByteBuffer(string: words + "\n")))
    }
  }

  private static let protocolName = HTTPField.Name("Git-Protocol") ?? .accept

  private static func isPacked(_ request: Request) -> Bool {
    request.headers[.contentEncoding]?.lowercased().contains("gzip") ?? false
  }

  private static func require(_ type: String, _ request: Request) throws {
    guard request.headers[.contentType] == type else {
      throw SlipwayError(.unsupportedMediaType, "Use git to write to this address.")
    }
  }

  private static func headers(_ type: String) -> HTTPFields {
    [.contentType: type, .cacheControl: "no-cache, max-age=0, must-revalidate"]
  }

  private static func response(_ type: String, _ bytes: [UInt8]) -> Response {
    Response(status: .ok, headers: headers(type), body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}
