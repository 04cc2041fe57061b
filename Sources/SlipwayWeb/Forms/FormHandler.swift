import HTTPTypes
import Hummingbird
import SlipwayCore
import SlipwayProcedures
import SlipwayServer

/// Answers the posts of ``FormAction``s; what guards and refuses them is what guards and refuses every form.
struct FormHandler: Sendable {
  let reader: ContextReader
  let forms: FormAnswers

  func run(
    _ action: any FormAction.Type, _ request: Request, _ context: SlipwayRequestContext
  ) async throws -> Response {
    // Keys are for scripts; what a browser does needs the session.
    guard context.caller?.session != nil else { throw SlipwayError(.unauthorized, "Sign in first.") }
    let fields = try await forms.fields(request)
    do {
      try forms.guardForm(fields, request, context)
      let outcome = try await action.run(fields, reader.desk(context))
      return try await answer(outcome, forms.back(fields), request, context)
    } catch {
      return await forms.refused(error, action.name, fields, request, context)
    }
  }

  private func answer(
    _ outcome: FormOutcome, _ back: String, _ request: Request, _ context: SlipwayRequestContext
  ) async throws -> Response {
    switch outcome {
    case .back: return WebPages.redirect(back)
    case .next(let path): return WebPages.redirect(LocalPath.check(path) ?? "/")
    case .leave(let address, let make):
      var response = try await made(make, back, request, context)
      response.headers[.contentSecurityPolicy] = SecurityHeaders.policy(formsTo: address)
      return response
    case .page(let make): return try await made(make, back, request, context)
    }
  }

  private func made(
    _ make: @Sendable (PageRequest) async throws -> HTML, _ back: String, _ request: Request,
    _ context: SlipwayRequestContext
  ) async throws -> Response {
    let query = AddressQuery(back)
    let parameters = Pages.find(query.path)?.parameters ?? [:]
    var pageContext = reader.pageContext(request, context, address: back)
    pageContext.isAnswer = true
    let page = PageRequest(
      parameters: parameters, query: query.values, context: pageContext, desk: reader.desk(context))
    return WebPages.response(try await make(page))
  }
}
