package import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import SlipwayCore
package import SlipwayHost
import Synchronization

/// A Docker Engine that says what a test wants: for failures that a real one cannot be brought to.
package final class FakeDocker: Sendable {
  /// One call, without the version in its path.
  package struct Request: Sendable {
    package var method: String
    package var path: String
    package var query: [String: String]
    package var headers: [String: String]
    package var body: Data
  }
  /// What comes back.
  package struct Answer: Sendable {
    package var status: Int
    package var body: Data
    /// A stream that goes on for ever.
    package var isEndless = false
    /// The connection breaks after the body.
    package var isBroken = false

    package init(_ status: Int, _ body: String = "") { self.init(status, Data(body.utf8)) }

    package init(_ status: Int, _ body: Data) {
      self.status = status
      self.body = body
    }
  }
  /// `nil` leaves the call to the standard answers: its version, and not found.
  package typealias Script = @Sendable (Request) -> Answer?

  package let host: String
  private let script: Script
  private let seen = Mutex<[Request]>([])

  private init(path: String, script: @escaping Script) {
    host = "unix://" + path
    self.script = script
  }

  /// Every call that was made, in order; those for the version left out.
  package var requests: [Request] { seen.withLock { $0 } }

  /// Runs one on a socket of its own and gives a client for it.
  package static func with<Result>(
    _ script: @escaping Script, _ body: (FakeDocker, DockerClient) async throws -> Result
  ) async throws -> Result {
    // A socket's path has room for 107 bytes only.
    let path = "/tmp/slipway-docker-\(RandomText.suffix(12)).sock"
    let fake = FakeDocker(path: path, script: script)
    let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(FakeDockerConnection(fake))
        }
      }.bind(unixDomainSocketPath: path).get()
    let client = DockerClient(host: fake.host)
    defer { unlink(path) }
    do {
      let result = try await body(fake, client)
      try await client.shutdown()
      try await server.close()
      return result
    } catch {
      try? await client.shutdown()
      try? await server.close()
      throw error
    }
  }

  fileprivate func answer(_ request: Request) -> Answer {
    if request.path != "/version" { seen.withLock { $0.append(request) } }
    return script(request) ?? standardAnswer(request)
  }

  private func standardAnswer(_ request: Request) -> Answer {
    switch request.path {
    case "/version": Answer(200, #"{"Version":"20.10.24","ApiVersion":"1.41","MinAPIVersion":"1.12"}"#)
    case "/_ping": Answer(200, "OK")
    default: Answer(404, #"{"message":"no such thing"}"#)
    }
  }
}

/// One connection to a ``FakeDocker``.
private final class FakeDockerConnection: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let fake: FakeDocker
  private var head: HTTPRequestHead?
  private var body = ByteBuffer()

  init(_ fake: FakeDocker) { self.fake = fake }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      body.clear()
    case .body(var piece):
      body.writeBuffer(&piece)
    case .end:
      if let head { send(fake.answer(request(head)), hasBody: head.method != .HEAD, context) }
    }
  }

  private func request(_ head: HTTPRequestHead) -> FakeDocker.Request {
    let components = URLComponents(string: head.uri)
    var path = components?.path ?? head.uri
    if path.hasPrefix("/v1."), let end = path.dropFirst().firstIndex(of: "/") { path = String(path[end...]) }
    let query = (components?.queryItems ?? []).map { ($0.name, $0.value ?? "") }
    return FakeDocker.Request(
      method: head.method.rawValue, path: path, query: Dictionary(query) { $1 },
      headers: Dictionary(head.headers.map { ($0.name.lowercased(), $0.value) }) { $1 },
      body: Data(body.readableBytesView))
  }

  private func send(_ answer: FakeDocker.Answer, hasBody: Bool, _ context: ChannelHandlerContext) {
    var headers = HTTPHeaders()
    if !answer.isEndless && !answer.isBroken { headers.add(name: "Content-Length", value: "\(answer.body.count)") }
    let head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: answer.status), headers: headers)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    if hasBody {
      context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: answer.body)))), promise: nil)
    }
    if answer.isBroken { return context.close(promise: nil) }
    if !answer.isEndless { context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil) }
  }
}
