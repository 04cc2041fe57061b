import HTTPTypes
import Hummingbird
import SlipwayCore
import SlipwayProcedures
import SlipwayServer

/// Answers the posts of ``FormAction``s.
struct FormHandler: Sendable {
  private static let type = "application/x-www-form-urlencoded"
  let reader: ContextReader
  let answers: WebPages

  func run(
    _ action: any FormAction.Type, _ request: Request, _ context: SlipwayRequestContext
  ) async throws -> Response {
    let fields = try await read(request, context)
    let back = SafeURL.local(fields["_back"], fallback: "/")
    do {
      let outcome = try await action.run(fields, reader.desk(context))
      return try await answer(outcome, back, request, context)
    } catch let error as SlipwayError {
      return await refused(error, fields, back, request, context)
    }
  }

  /// - Throws: ``SlipwayError`` `forbidden` when another page than one of this session's own sent it.
  private func read(_ request: Request, _ context: SlipwayRequestContext) async throws -> TextFields {
    guard context.caller?.session != nil else { throw SlipwayError(.unauthorized, "Sign in first.") }
    guard request.headers[.contentType]?.lowercased().hasPrefix(Self.type) == true else {
      throw SlipwayError(.unsupportedMediaType, "A form must be \(Self.type).")
    }
    let body = try await request.body.collect(upTo: context.maxUploadSize)
    let fields = try TextFields(parsing: String(buffer: body))
    guard !context.csrfToken.isEmpty, fields["_csrf"] == context.csrfToken else {
      throw SlipwayError(.forbidden, "This page is too old; load it again and repeat what you did.")
    }
    return fields
  }

  private func answer(
    _ outcome: FormOutcome, _ back: String, _ request: Request, _ context: SlipwayRequestContext
  ) async throws -> Response {
    switch outcome {
    case .back: return WebPages.redirect(back)
    case .next(let path): return WebPages.redirect(SafeURL.local(path, fallback: "/"))
    case .page(let make):
      let query = AddressQuery(back)
      let parameters = Pages.find(query.path)?.parameters ?? [:]
      var pageContext = reader.pageContext(request, context, address: back)
      pageContext.isAnswer = true
      let page = PageRequest(
        parameters: parameters, query: query.values, context: pageContext, desk: reader.desk(context))
      return WebPages.response(try await make(page))
    }
  }

  private func refused(
    _ error: SlipwayError, _ fields: TextFields, _ back: String, _ request: Request, _ context: SlipwayRequestContext
  ) async -> Response {
    let answer = ErrorAnswer(error, requestID: context.requestID)
    let failure = FormFailure(
      form: fields["_form"] ?? "", message: answer.message, problems: answer.problems, values: Self.typed(fields))
    if let page = await answers.page(at: back, with: failure, request, context) { return page }
    var response = WebPages.redirect(back)
    response.setCookie(FlashCookie(isFailure: true, sentence: answer.message).cookie(isSecure: context.isSecure))
    return response
  }

  /// What comes back into the page: no passwords, no private keys.
  private static func typed(_ fields: TextFields) -> [String: [String]] {
    let hidden = ["password", "token", "privatekey"]
    let shown = fields.fields.filter { field in
      !field.name.hasPrefix("_") && !hidden.contains { field.name.lowercased().hasSuffix($0) }
    }
    return Dictionary(grouping: shown, by: \.name).mapValues { $0.map(\.value) }
  }
}
