import Foundation
import HTTPTypes
package import Hummingbird
import NIOCore
import SlipwayCore
import SlipwayEngine
package import SlipwayProcedures
package import SlipwayServer

/// The dashboard: its pages, the forms that need more than one procedure, its files.
package struct WebPages: PageRoutes {
  private let reader: ContextReader
  private let forms: FormAnswers

  package init(dispatcher: Dispatcher) {
    forms = FormAnswers(publicURL: dispatcher.engine.configuration.publicURL)
    reader = ContextReader(dispatcher: dispatcher, assets: .bundled)
  }

  package func add(to router: Router<SlipwayRequestContext>) {
    for page in Pages.all {
      router.get(RouterPath(page.path)) { request, context in try await show(page, request, context) }
    }
    for action in FormActions.all {
      router.post(RouterPath("/forms/\(action.name)")) { request, context in
        try await FormHandler(reader: reader, forms: forms).run(action, request, context)
      }
    }
    AssetRoutes(assets: reader.assets).add(to: router)
  }

  private func show(
    _ page: any Page.Type, _ request: Request, _ context: SlipwayRequestContext
  ) async throws -> Response {
    let address = request.uri.description
    guard page.isPublic || context.caller != nil else {
      return Self.redirect("/sign-in?next=\((LocalPath.check(address) ?? "/projects").percentEncoded)")
    }
    let pageContext = reader.pageContext(request, context, address: address)
    let html: HTML
    do {
      html = try await render(page, address, pageContext, context)
    } catch let moved as PageRedirect {
      return Self.redirect(moved.path)
    }
    var response = Self.response(html)
    if pageContext.flash != nil { response.setCookie(FlashCookie.removal(isSecure: context.isSecure)) }
    return response
  }

  private func render(
    _ page: any Page.Type, _ address: String, _ pageContext: PageContext, _ context: SlipwayRequestContext
  ) async throws -> HTML {
    let query = AddressQuery(address)
    return try await page.html(
      PageRequest(
        parameters: PagePattern(page.path).match(query.path) ?? [:], query: query.values, context: pageContext,
        desk: reader.desk(context)))
  }

  /// The page of a form again, with what was refused beside its fields.
  func page(
    at address: String, with failure: FormFailure, _ request: Request, _ context: SlipwayRequestContext
  ) async -> Response? {
    guard let (page, _) = Pages.find(AddressQuery(address).path), page.isPublic || context.caller != nil else {
      return nil
    }
    var pageContext = reader.pageContext(request, context, address: address)
    pageContext.failure = failure
    pageContext.isAnswer = true
    pageContext.flash = nil
    guard let html = try? await render(page, address, pageContext, context) else { return nil }
    return Self.response(html, status: .unprocessableContent)
  }

  static func response(_ html: HTML, status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status, headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: html.bytes)))
  }

  static func redirect(_ path: String) -> Response { Response(status: .seeOther, headers: [.location: path]) }
}

extension WebPages: HTMLAnswers {
  package func page(
    for failure: ErrorAnswer, _ request: Request, _ context: SlipwayRequestContext
  ) async -> Response? {
    if failure.status == .unauthorized, context.caller == nil {
      return Self.redirect(
        "/sign-in?next=\((LocalPath.check(request.uri.description) ?? "/projects").percentEncoded)")
    }
    let pageContext = reader.pageContext(request, context, address: "/")
    return Self.response(ErrorPage.html(failure, pageContext), status: failure.status)
  }

  package func page(
    for form: RefusedForm, _ request: Request, _ context: SlipwayRequestContext
  ) async -> Response? {
    let failure = FormFailure(
      form: form.form, message: FieldWords.told(form.failure.message, about: form.failure.problems.keys),
      problems: form.failure.problems, values: form.values)
    return await page(at: form.back, with: failure, request, context)
  }
}
