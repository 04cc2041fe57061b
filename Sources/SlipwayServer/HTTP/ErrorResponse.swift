import SlipwayAnswers
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1
import SlipwayCore
import SlipwayProcedures

/// The one place where a failure becomes HTTP.
package enum ErrorResponse {
  /// A kind of failure: its status, its published word, its number in the tRPC envelope.
  typealias Line = (status: HTTPResponse.Status, name: String, number: Int)

  static func line(_ code: SlipwayError.Code) -> Line {
    switch code {
    case .badRequest: (.badRequest, "BAD_REQUEST", -32600)
    case .unauthorized: (.unauthorized, "UNAUTHORIZED", -32001)
    case .forbidden: (.forbidden, "FORBIDDEN", -32003)
    case .notFound: (.notFound, "NOT_FOUND", -32004)
    case .methodNotAllowed: (.methodNotAllowed, "METHOD_NOT_SUPPORTED", -32005)
    case .conflict: (.conflict, "CONFLICT", -32009)
    case .preconditionFailed: (.preconditionFailed, "PRECONDITION_FAILED", -32012)
    case .payloadTooLarge: (.contentTooLarge, "PAYLOAD_TOO_LARGE", -32013)
    case .unsupportedMediaType: (.unsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE", -32015)
    case .tooManyRequests: (.tooManyRequests, "TOO_MANY_REQUESTS", -32029)
    case .timeout: (.requestTimeout, "TIMEOUT", -32008)
    case .cancelled:
      (HTTPResponse.Status(code: 499, reasonPhrase: "Client Closed Request"), "CLIENT_CLOSED_REQUEST", -32099)
    // A program that did not do what was asked: a wrong key, no such image. Nothing of Slipway is broken.
    case .commandFailed: (.preconditionFailed, "PRECONDITION_FAILED", -32012)
    case .unreachable: (.badGateway, "BAD_GATEWAY", -32603)
    case .internal: (.internalServerError, "INTERNAL_SERVER_ERROR", -32603)
    }
  }

  /// Whatever was thrown, in the product's terms.
  static func slipwayError(_ error: any Error) -> SlipwayError {
    switch error {
    case let known as SlipwayError: known
    case let issues as InputIssues: issues.refusal
    case is CancellationError: SlipwayError(.cancelled, "The request was cancelled.")
    case is NIOTooManyBytesError: tooLarge
    // What cannot be read as HTTP, such as a broken chunk, is the sender's mistake.
    case is HTTPParserError, is HTTP1TypeConversionError:
      SlipwayError(.badRequest, "The request cannot be read as HTTP.")
    case let http as any HTTPResponseError: ofServer(http)
    default: SlipwayError(.internal, "\(error)", cause: error)
    }
  }

  static let tooLarge = SlipwayError(
    .payloadTooLarge,
    "The request is larger than \(BodyLimit.bytes) bytes, the most that is held in memory for one. What is larger, such "
      + "as a long compose file with all its data, belongs in a git repository, which is then the source.")

  private static func ofServer(_ error: any HTTPResponseError) -> SlipwayError {
    let message = (error as? HTTPError)?.body
    return switch error.status.code {
    case 401: SlipwayError.signInNeeded
    case 403: SlipwayError(.forbidden, message ?? "Forbidden")
    case 404, 405: SlipwayError(.notFound, "Not found")
    case 413: tooLarge
    case 415: SlipwayError(.unsupportedMediaType, message ?? "Unsupported content type")
    case 400..<500: SlipwayError(.badRequest, message ?? "The request cannot be read.")
    default: SlipwayError(.internal, "\(error)", cause: error)
    }
  }

  /// Notes in the log what the answer does not tell.
  static func log(_ error: any Error) {
    let known = slipwayError(error)
    guard line(known.code).status.code >= 500 || known.code == .commandFailed else { return }
    let cause = known.cause.map { " (\($0))" } ?? ""
    Logger.current.error("request failed", metadata: [LogKeys.error: "\(known)\(cause)"])
  }

  /// The REST door's answer.
  static func json(_ answer: ErrorAnswer, path: String? = nil) -> Response {
    var body: [String: JSONValue] = [
      "message": .string(answer.message), "code": .string(answer.code), "requestId": .string(answer.requestID),
      "data": data(answer, path: path),
    ]
    if !answer.issues.isEmpty { body["issues"] = issues(answer) }
    return response(answer, "application/json", .object(body))
  }

  /// An envelope's content on the tRPC door.
  static func envelope(_ answer: ErrorAnswer, path: String) -> JSONValue {
    // Published clients parse the issues out of the message.
    let message = answer.issues.isEmpty ? .string(answer.message) : JSONValue.string(text(issues(answer)))
    return [
      "error": ["json": ["message": message, "code": .integer(answer.numericCode), "data": data(answer, path: path)]]
    ]
  }

  /// A page without help, for errors outside the dashboard.
  static func plain(_ answer: ErrorAnswer) -> Response {
    var response = Response(
      status: answer.status, headers: [.contentType: "text/plain; charset=utf-8"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: answer.message + "\n")))
    response.headers.append(contentsOf: answer.headers)
    return response
  }

  private static func response(_ answer: ErrorAnswer, _ type: String, _ body: JSONValue) -> Response {
    var response = Response(
      status: answer.status, headers: [.contentType: type],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text(body))))
    response.headers.append(contentsOf: answer.headers)
    return response
  }

  private static func data(_ answer: ErrorAnswer, path: String?) -> JSONValue {
    var members: [String: JSONValue] = [
      "code": .string(answer.code), "httpStatus": .integer(answer.status.code), "zodError": zodError(answer),
    ]
    members["path"] = path.map(JSONValue.string)
    return .object(members)
  }

  private static func zodError(_ answer: ErrorAnswer) -> JSONValue {
    guard !answer.issues.isEmpty else { return .null }
    let named = Dictionary(grouping: answer.issues.filter { !$0.path.isEmpty }, by: { $0.path[0] })
    let whole = answer.issues.filter(\.path.isEmpty).map { JSONValue.string($0.message) }
    let fields = named.mapValues { JSONValue.array($0.map { .string($0.message) }) }
    return ["formErrors": .array(whole), "fieldErrors": .object(fields)]
  }

  private static func issues(_ answer: ErrorAnswer) -> JSONValue {
    .array(
      answer.issues.map { issue in
        var members: [String: JSONValue] = [
          "code": .string(issue.code), "message": .string(issue.message),
          "path": .array(issue.path.map { part in Int(part).map(JSONValue.integer) ?? .string(part) }),
        ]
        members["expected"] = issue.expected.map(JSONValue.string)
        return .object(members)
      })
  }

  private static func text(_ value: JSONValue) -> String {
    (try? WireOutput.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
  }
}
