import Foundation
import HTTPTypes
package import Hummingbird
import Logging
import SlipwayCore
import SlipwayProcedures

/// The outermost middleware: notes each request's end and adds the headers of every answer. The server has bound the
/// task's logger to the request's identifier already.
package struct RequestScope: RouterMiddleware {
  package typealias Context = SlipwayRequestContext
  let publicURL: String?
  let proxyToken: String
  /// Names that may stand in the log.
  let procedures: Set<String>
  let htmlAnswers: (any HTMLAnswers)?
  let metrics: Metrics

  package func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    var context = context
    fill(&context, request)
    let scoped = context
    let start = ContinuousClock.now
    var response = await ErrorBoundary.catching(request, scoped) { try await next(request, scoped) }
    SecurityHeaders.add(to: &response, isSecure: scoped.isSecure)
    response.headers[.requestID] = scoped.requestID
    note(request, response, scoped, ContinuousClock.now - start)
    return response
  }

  private func fill(_ context: inout Context, _ request: Request) {
    let client = ClientAddress(
      peer: context.remoteAddress, headers: request.headers, proxyToken: proxyToken)
    context.isSecure = client.isSecure
    context.htmlAnswers = htmlAnswers
    let host = request.head.authority ?? "localhost"
    let isPlainHost =
      host.utf8.count <= 255 && host.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || ".:-[]".contains($0)) }
    context.info = RequestInfo(
      id: context.requestID, address: client.text,
      userAgent: AuditText.singleLine(request.headers[.userAgent] ?? ""),
      baseURL: publicURL ?? "\(client.isSecure ? "https" : "http")://\(isPlainHost ? host : "localhost")")
  }

  private func note(
    _ request: Request, _ response: Response, _ context: Context, _ duration: Duration
  ) {
    let path = RequestLabel.text(
      pattern: context.coreContext.endpointPath.value, path: request.uri.path, procedures: procedures)
    let route = RequestLabel.metric(text: path)
    metrics.requests.add(1, route, String(response.status.code))
    metrics.requestTimes.add(duration, route)
    context.logger.info(
      "request",
      metadata: [
        LogKeys.method: "\(request.method)", LogKeys.path: "\(path)", LogKeys.status: "\(response.status.code)",
        LogKeys.duration: "\(Int(duration / .milliseconds(1)))",
      ])
  }
}

/// Turns whatever a route throws into an answer: JSON for the API, a page for people.
package struct ErrorBoundary: RouterMiddleware {
  package typealias Context = SlipwayRequestContext

  package func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    await Self.catching(request, context) { try await next(request, context) }
  }

  static func catching(
    _ request: Request, _ context: Context, _ body: () async throws -> Response
  ) async -> Response {
    do {
      return try await body()
    } catch {
      ErrorResponse.log(error)
      let answer = ErrorAnswer(error, requestID: context.requestID)
      guard !request.uri.path.hasPrefix("/api/"), request.headers[.accept]?.contains("text/html") == true else {
        return ErrorResponse.json(answer)
      }
      guard var page = await context.htmlAnswers?.page(for: answer, request, context) else {
        return ErrorResponse.plain(answer)
      }
      page.headers.append(contentsOf: answer.headers)
      return page
    }
  }
}
