import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Synchronization

/// A provider's API at a port of this machine: it answers as the real one's documentation says, and remembers what it was
/// asked. Nothing of it is the real one.
package final class ContractServer: Sendable {
  package let port: Int
  private let seen: Mutex<[ContractRequest]>

  /// Without a slash at its end.
  package var base: String { "http://127.0.0.1:\(port)" }

  /// What it was asked, oldest first.
  package var requests: [ContractRequest] { seen.withLock { $0 } }

  private init(port: Int, seen: [ContractRequest] = []) {
    self.port = port
    self.seen = Mutex(seen)
  }

  /// Runs `body` while it answers.
  package static func with<Result: Sendable>(
    _ api: any ContractAPI, _ body: @Sendable @escaping (ContractServer) async throws -> Result
  ) async throws -> Result {
    let server = ContractServer(port: try EndToEndPorts().git)
    let (running, isRunning) = AsyncStream.makeStream(of: Void.self)
    let application = Application(
      responder: CallbackResponder { (request: Request, _: BasicRequestContext) in
        try await server.respond(request, api)
      },
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: server.port), serverName: nil),
      onServerRunning: { _ in isRunning.finish() }, logger: quiet)
    return try await withThrowingTaskGroup(of: Result?.self) { group in
      group.addTask {
        try await application.run()
        return nil
      }
      group.addTask {
        for await _ in running {}
        return try await body(server)
      }
      defer { group.cancelAll() }
      while let result = try await group.next() {
        if let result { return result }
      }
      throw EndToEndFailure("the contract server ended by itself")
    }
  }

  private static var quiet: Logger {
    var logger = Logger(label: "contract")
    logger.logLevel = .critical
    return logger
  }

  private func respond(_ request: Request, _ api: any ContractAPI) async throws -> Response {
    let headers = Dictionary(
      request.headers.map { ($0.name.canonicalName, $0.value) }, uniquingKeysWith: { first, _ in first })
    let body = Data(try await request.body.collect(upTo: 16 << 20).readableBytesView)
    let asked = ContractRequest(
      method: request.method.rawValue, target: request.uri.string, headers: headers, body: body)
    seen.withLock { $0.append(asked) }
    let answer = await api.answer(asked, base: base)
    var fields = HTTPFields()
    for (name, value) in answer.headers {
      if let name = HTTPField.Name(name) { fields.append(HTTPField(name: name, value: value)) }
    }
    return Response(
      status: .init(code: answer.status), headers: fields,
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
  }
}
