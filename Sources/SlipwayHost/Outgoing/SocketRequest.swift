import AsyncHTTPClient
package import Foundation
import NIOCore
import NIOHTTP1
package import SlipwayCore

/// A question by HTTP to whoever listens on a Unix socket of this machine.
package struct SocketRequest: Sendable {
  /// What came back.
  package struct Answer: Sendable {
    package var status: Int
    package var body: Data
  }

  /// The path of the socket.
  package var socket: String
  package var method = "GET"
  /// With its query, percent-encoded.
  package var target: String
  /// Shown as a bearer token.
  package var token: Secret?
  package var limit = 16 << 20
  package var patience = Duration.seconds(10)
  /// Who is asked, for people: `the agent of web-1`.
  package var who: String

  package init(socket: String, target: String, who: String) {
    self.socket = socket
    self.target = target
    self.who = who
  }

  /// - Throws: ``SlipwayError`` `unreachable` when nobody answers, `timeout` when it takes too long.
  package func send() async throws -> Answer {
    do {
      return try await Deadline.run(within: patience, what: "Asking \(who)") { try await attempt() }
    } catch let error where !(error is SlipwayError) && !(error is CancellationError) {
      try Task.checkCancellation()
      throw SlipwayError(
        .unreachable, "\(who.prefix(1).uppercased() + who.dropFirst()) does not answer.", cause: error)
    }
  }

  /// A kept connection may have been closed by one that was started anew: a question is then asked once more.
  private func attempt() async throws -> Answer {
    do {
      return try await once()
    } catch let error as HTTPClientError where error == .remoteConnectionClosed && method == "GET" {
      return try await once()
    }
  }

  private func once() async throws -> Answer {
    var request = HTTPClientRequest(url: "http+unix://\(socket.percentEncoded)\(target)")
    request.method = HTTPMethod(rawValue: method)
    request.headers.add(name: "Host", value: "slipway")
    if let token { request.headers.add(name: "Authorization", value: "Bearer \(token.reveal())") }
    let timeout = TimeAmount.seconds(patience.components.seconds)
    let response = try await HTTPClient.shared.execute(request, timeout: timeout)
    let body = try await response.body.collect(upTo: limit)
    return Answer(status: Int(response.status.code), body: Data(body.readableBytesView))
  }
}
