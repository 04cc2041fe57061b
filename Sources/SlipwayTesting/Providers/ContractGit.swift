import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// The git side of a contract server: asks for a user name and a password, as providers do, and hands on to the real git
/// server of the fixture.
package struct ContractGit: Sendable {
  private static let client: HTTPClient = {
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    configuration.decompression = .disabled
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }()

  /// Of the fixture's git server.
  package let port: Int

  package init(port: Int) { self.port = port }

  /// The repository of a request of git's: `group/name` of `/group/name.git/info/refs`; `nil` where it is none.
  package static func repository(of request: ContractRequest) -> String? {
    let services = ["info/refs", "git-upload-pack", "git-receive-pack"]
    let path = request.parts.joined(separator: "/")
    guard let service = services.first(where: { path.hasSuffix(".git/" + $0) }) else { return nil }
    return String(path.dropLast(".git/".count + service.count))
  }

  package static let unauthorized = ContractAnswer(
    status: 401, headers: ["www-authenticate": "Basic realm=\"git\""], body: Array("HTTP Basic: Access denied\n".utf8)
  )

  /// - Parameter name: of the repository on the git server.
  package func answer(_ request: ContractRequest, of repository: String, as name: String) async -> ContractAnswer {
    let start = "/" + repository + ".git"
    let rest = request.target.removingPercentEncoding.flatMap { target in
      target.firstRange(of: start).map { String(target[$0.upperBound...]) }
    }
    var asked = HTTPClientRequest(url: "http://127.0.0.1:\(port)/pub/\(name).git\(rest ?? "")")
    asked.method = HTTPMethod(rawValue: request.method)
    for header in ["content-type", "content-encoding", "git-protocol", "accept"] {
      if let value = request.headers[header] { asked.headers.add(name: header, value: value) }
    }
    if !request.body.isEmpty { asked.body = .bytes(ByteBuffer(bytes: request.body)) }
    do {
      let response = try await Self.client.execute(asked, timeout: .seconds(30))
      let body = try await response.body.collect(upTo: 256 << 20)
      let type = response.headers.first(name: "content-type").map { ["content-type": $0] } ?? [:]
      return ContractAnswer(status: Int(response.status.code), headers: type, body: Array(body.readableBytesView))
    } catch {
      return .text(502, "\(error)")
    }
  }
}
