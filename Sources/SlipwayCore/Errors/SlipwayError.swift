/// What went wrong, in the terms of the product; becomes HTTP, a failed job or an exit code only at the three boundaries.
package struct SlipwayError: Error, Sendable {
  /// The stable kind of a failure, on the wire in `snake_case` and in the published API's own words.
  package enum Code: String, Sendable, Codable, CaseIterable {
    case badRequest = "bad_request"
    case unauthorized
    case forbidden
    case notFound = "not_found"
    /// Its details name in `allow` what is allowed.
    case methodNotAllowed = "method_not_allowed"
    case conflict
    case preconditionFailed = "precondition_failed"
    case payloadTooLarge = "payload_too_large"
    case unsupportedMediaType = "unsupported_media_type"
    case tooManyRequests = "too_many_requests"
    case timeout
    case cancelled
    case commandFailed = "command_failed"
    case unreachable
    case `internal`
  }

  package var code: Code
  /// One sentence for the person: what happened and what to do. Never a secret.
  package var message: String
  /// Field → problem, or facts that a client may use.
  package var details: [String: String]
  /// For the log only.
  package var cause: (any Error)?

  package init(_ code: Code, _ message: String, details: [String: String] = [:], cause: (any Error)? = nil) {
    self.code = code
    self.message = message
    self.details = details
    self.cause = cause
  }

  /// A refused input: names the field and says what is allowed.
  package static func invalid(_ field: String, _ problem: String) -> SlipwayError {
    SlipwayError(.badRequest, "\(field): \(problem)", details: [field: problem])
  }

  /// The one answer for what does not exist and for what belongs to somebody else.
  package static func notFound(_ what: String) -> SlipwayError {
    SlipwayError(.notFound, "\(what) not found")
  }
}

extension SlipwayError: CustomStringConvertible {
  package var description: String { "\(code.rawValue): \(message)" }
}

/// Prepends a word to the message of whatever `body` throws and keeps it as the cause.
package func step<Result>(_ name: String, _ body: () async throws -> Result) async throws -> Result {
  do {
    return try await body()
  } catch is CancellationError {
    throw CancellationError()
  } catch let error as SlipwayError {
    throw SlipwayError(error.code, "\(name): \(error.message)", details: error.details, cause: error)
  } catch {
    throw SlipwayError(.internal, "\(name): \(error)", cause: error)
  }
}
