package import SlipwayAnswers
package import HTTPTypes
import SlipwayCore
import SlipwayProcedures

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
  /// What a client may act by: how long to wait, how to sign in, which methods there are.
  package var headers = HTTPFields()
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
    self.requestID = requestID
    switch known.code {
    case .tooManyRequests: headers[.retryAfter] = known.details["retryAfter"] ?? "60"
    case .unauthorized: headers[.wwwAuthenticate] = #"ApiKey header="x-api-key""#
    case .methodNotAllowed: headers[.allow] = known.details["allow"]
    default: break
    }
  }
}
