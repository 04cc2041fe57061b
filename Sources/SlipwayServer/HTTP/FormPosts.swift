import SlipwayAnswers
import Hummingbird
import SlipwayCore
import SlipwayProcedures

/// `POST /do/<procedure>`: a plain form becomes the same input as the API's, and the browser goes back by 303.
struct FormPosts: Sendable {
  let dispatcher: Dispatcher
  let answers: FormAnswers
  let uploads: UploadReceiver

  func add(to router: Router<SlipwayRequestContext>) {
    router.post("/do/:procedure") { try await post($0, $1) }
  }

  private func post(_ request: Request, _ context: SlipwayRequestContext) async throws -> Response {
    let name = context.parameters.get("procedure") ?? ""
    guard let procedure = dispatcher.procedure(named: name), procedure.kind == .mutation, procedure.isFormPostable
    else { throw SlipwayError(.notFound, "Not found") }
    // Keys are for scripts; what a browser does needs the session.
    guard context.caller?.session != nil else { throw SlipwayError.signInNeeded }
    if let field = procedure.upload, request.mediaType == "multipart/form-data" {
      try answers.origin.check(request)
      let call = Call(engine: dispatcher.engine, caller: context.caller, request: context.info)
      let sender = try dispatcher.sender(of: procedure, call)
      return try await uploads.receiving(request, field, from: sender) {
        await run(procedure, $0, $1, request, context)
      }
    }
    return await run(procedure, try await answers.fields(request), [:], request, context)
  }

  private func run(
    _ procedure: any Procedure.Type, _ fields: TextFields, _ files: [String: UploadedFile], _ request: Request,
    _ context: SlipwayRequestContext
  ) async -> Response {
    do {
      try answers.guardForm(fields, request, context)
      let input = TextFields(fields.fields.filter { !$0.name.hasPrefix("_") })
      let call = Call(engine: dispatcher.engine, caller: context.caller, request: context.info).with(files)
      let json = try await dispatcher.call(procedure, WireInput(fields: input), call)
      return answers.onward(fields, context, answer: try json.map { try JSONReader.read($0) } ?? .null)
    } catch {
      return await answers.refused(error, procedure.name, fields, request, context)
    }
  }
}
