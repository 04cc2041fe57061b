package import HTTPTypes
import SlipwayCore
package import SlipwayProcedures

/// A failure as the outside hears of it.
package struct ErrorAnswer: Sendable {
  package var status: HTTPResponse.Status
  /// In the published API's words, e.g. `NOT_FOUND`.
  package var code: String
  /// In the tRPC envelope.
  package var numericCode: Int
  package var message: String
  package var issues: [InputIssue]
  /// Field → problem, of a refused input.
  package var problems: [String: String]
  /// Seconds.
  package var retryAfter: String?
  package var requestID: String

  package init(_ error: any Error, requestID: String) {
    let known = ErrorResponse.slipwayError(error)
    let line = ErrorResponse.line(known.code)
    status = line.status
    code = line.name
    numericCode = line.number
    message =
      known.code == .internal
      ? "Something went wrong inside Slipway. The server's log says more under request \(requestID)." : known.message
    issues = InputIssues.of(known)
    problems = known.code == .internal ? [:] : known.details
    retryAfter = known.code == .tooManyRequests ? known.details["retryAfter"] ?? "60" : nil
    self.requestID = requestID
  }
}
