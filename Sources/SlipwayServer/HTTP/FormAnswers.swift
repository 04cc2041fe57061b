package import SlipwayAnswers
import HTTPTypes
package import Hummingbird
import SlipwayCore
import SlipwayProcedures

/// What all posts of plain forms share: reading, the guard against other sites, and the way back.
package struct FormAnswers: Sendable {
  private static let type = "application/x-www-form-urlencoded"
  let origin: OriginGuard

  /// - Parameter publicURL: the dashboard's configured address.
  package init(publicURL: String?) { origin = OriginGuard(publicURL: publicURL) }

  /// The fields of an urlencoded form.
  /// - Throws: ``SlipwayError`` `unsupportedMediaType`, `payloadTooLarge`, `badRequest`.
  package func fields(_ request: Request) async throws -> TextFields {
    guard request.mediaType == Self.type else {
      throw SlipwayError(.unsupportedMediaType, "A form must be \(Self.type).")
    }
    return try TextFields(parsing: String(decoding: try await request.collectedBody(), as: UTF8.self))
  }

  /// - Throws: ``SlipwayError`` `forbidden` when another site sent it, or the page is older than the session.
  package func guardForm(_ fields: TextFields, _ request: Request, _ context: SlipwayRequestContext) throws {
    try origin.check(request)
    guard context.caller?.session != nil else { return }
    let token = fields["_csrf"] ?? request.headers[.formToken] ?? ""
    guard ConstantTime.isEqual(token, context.csrfToken) else {
      throw SlipwayError(.forbidden, "This page is too old; load it again and repeat what you did.")
    }
  }

  /// The page that a form stands on.
  package func back(_ fields: TextFields) -> String { LocalPath.check(fields["_back"]) ?? "/" }

  /// 303 to the form's `_next`, else to its `_back`.
  func onward(_ fields: TextFields, _ context: SlipwayRequestContext, answer: JSONValue = .null) -> Response {
    let next = fields["_next"].map { FormTarget.fill($0, from: answer) }
    var response = Self.redirect(LocalPath.check(next) ?? back(fields))
    if let notice = fields["_notice"] {
      response.setCookie(FlashCookie(isFailure: false, sentence: notice).cookie(isSecure: context.isSecure))
    }
    return response
  }

  /// Shows the form again, or goes back to it with the reason.
  package func refused(
    _ error: any Error, _ action: String, _ fields: TextFields, _ request: Request, _ context: SlipwayRequestContext
  ) async -> Response {
    ErrorResponse.log(error)
    let failure = ErrorAnswer(error, requestID: context.requestID)
    let form = RefusedForm(action: action, fields: fields, failure: failure)
    if let page = await context.htmlAnswers?.page(for: form, request, context) { return page }
    var response = Self.redirect(form.back)
    response.setCookie(FlashCookie(isFailure: true, sentence: failure.message).cookie(isSecure: context.isSecure))
    return response
  }

  static func redirect(_ path: String) -> Response { Response(status: .seeOther, headers: [.location: path]) }
}

/// Where a form goes next: `/projects/{project.projectId}` takes the identifier from the answer.
enum FormTarget {
  static func fill(_ template: String, from answer: JSONValue) -> String {
    template.replacing(/\{([A-Za-z0-9_.]+)\}/) { match in
      let path = match.output.1.split(separator: ".")
      let value = path.reduce(Optional(answer)) { $0?[String($1)] }
      return (value?.stringValue ?? "").filter { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) }
    }
  }
}
