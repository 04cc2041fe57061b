import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// An HTTP request to this machine, for any host name, without following anything.
package struct EndToEndHTTP: Sendable {
  package struct Answer: Sendable {
    package let status: Int
    package let headers: [String: String]
    package let body: String
  }

  /// Follows no redirect.
  private static let client: HTTPClient = {
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }()

  /// - Parameters:
  ///   - host: what the `Host` header says.
  ///   - body: a POST with this text; `nil` is a GET.
  package static func request(
    port: Int, host: String = "127.0.0.1", path: String, headers: [String: String] = [:], body: String? = nil,
    seconds: Int64 = 30
  ) async throws -> Answer {
    let all = headers.merging(["Host": host]) { $1 }
    return try await send(
      body == nil ? "GET" : "POST", port: port, path: path, headers: all, body: body, seconds: seconds)
  }

  /// Any method.
  package static func send(
    _ method: String, port: Int, path: String, headers: [String: String], body: String?, seconds: Int64 = 30
  ) async throws -> Answer {
    var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(path)")
    request.method = HTTPMethod(rawValue: method)
    // A connection of its own each time: a pooled one that the server closes would look like a failed request.
    request.headers.add(name: "Connection", value: "close")
    for (name, value) in headers { request.headers.add(name: name, value: value) }
    if let body { request.body = .bytes(ByteBuffer(string: body)) }
    let response = try await client.execute(request, timeout: .seconds(seconds))
    let bytes = try await response.body.collect(upTo: 64 << 20)
    let pairs = response.headers.map { ($0.name.lowercased(), $0.value) }
    return Answer(
      status: Int(response.status.code), headers: Dictionary(pairs) { first, _ in first },
      body: String(buffer: bytes))
  }
}
