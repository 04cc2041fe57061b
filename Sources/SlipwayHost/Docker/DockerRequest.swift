import Foundation
import SlipwayCore

/// One call of the Engine API, before it is sent.
struct DockerRequest: Sendable {
  var method: String
  /// Without the version: `/services/create`.
  var path: String
  var query: [(name: String, value: String)] = []
  var body: Data?
  var headers: [(name: String, value: String)] = []
  /// How long the engine may take until it begins to answer; a stream's body may take any time.
  var timeout: Duration = .seconds(60)
  /// What is being done, as the end of a sentence: `create the service web`.
  var what: String

  init(_ method: String, _ path: String, _ what: String) {
    self.method = method
    self.path = path
    self.what = what
  }

  /// The path with its version and the query, percent-encoded.
  func target(version: String?) -> String {
    let pairs = query.map { "\($0.name.percentEncoded)=\($0.value.percentEncoded)" }
    return (version.map { "/v\($0)" } ?? "") + path + (pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&"))
  }

  func with(_ name: String, _ value: String?) -> DockerRequest {
    guard let value else { return self }
    var request = self
    request.query.append((name, value))
    return request
  }

  /// Filters as the engine reads them: a JSON object of arrays.
  func filtered(by filters: [String: [String]]) throws -> DockerRequest {
    guard !filters.isEmpty else { return self }
    return with("filters", String(decoding: try JSONEncoder.docker.encode(filters), as: UTF8.self))
  }

  func sending(_ value: some Encodable) throws -> DockerRequest {
    var request = self
    request.body = try JSONEncoder.docker.encode(value)
    return request
  }

  func authorized(by auth: RegistryAuth?) throws -> DockerRequest {
    guard let auth else { return self }
    var request = self
    request.headers.append((RegistryAuth.headerName, try auth.header()))
    return request
  }
}

extension JSONEncoder {
  /// The same value always becomes the same bytes.
  static var docker: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }
}
