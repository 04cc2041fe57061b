import SlipwayAnswers
import Foundation
import HTTPTypes
import Hummingbird
import SlipwayCore
import SlipwayProcedures

/// `/api/<router>.<procedure>`: queries by GET with parameters, mutations by POST with the input as the body.
struct RESTDoor: Sendable {
  let dispatcher: Dispatcher
  let origin: OriginGuard
  let uploads: UploadReceiver

  func add(to router: Router<SlipwayRequestContext>) {
    router.get("/api/:procedure") { try await answer($0, $1, .query) }
    router.post("/api/:procedure") { try await answer($0, $1, .mutation) }
    router.head("/api/:procedure") { _, _ in Response(status: .noContent) }
    for method in [HTTPRequest.Method.put, .patch, .delete, .options] {
      router.on("/api/:procedure", method: method) { try await answer($0, $1, nil) }
    }
  }

  /// - Parameter kind: what the method asks for; `nil` for one that asks for nothing.
  private func answer(
    _ request: Request, _ context: SlipwayRequestContext, _ kind: ProcedureKind?
  ) async throws -> Response {
    let name = context.parameters.get("procedure") ?? ""
    do {
      // Also an unknown path tells a stranger nothing.
      guard context.caller != nil else { throw SlipwayError.signInNeeded }
      guard let procedure = dispatcher.procedure(named: name) else { throw SlipwayError(.notFound, "Not found") }
      guard procedure.kind == kind else { throw SlipwayError.wrongMethod(of: procedure) }
      return try await call(procedure, request, context)
    } catch {
      ErrorResponse.log(error)
      return ErrorResponse.json(ErrorAnswer(error, requestID: context.requestID), path: name)
    }
  }

  private func call(
    _ procedure: any Procedure.Type, _ request: Request, _ context: SlipwayRequestContext
  ) async throws -> Response {
    let call = Call(engine: dispatcher.engine, caller: context.caller, request: context.info)
    guard procedure.kind == .mutation else {
      let input = WireInput(urlEncoded: request.uri.query ?? "")
      return JSONAnswer.of(try await dispatcher.call(procedure, input, call))
    }
    if context.caller?.session != nil { try origin.check(request) }
    if let field = procedure.upload, request.mediaType == "multipart/form-data" {
      return JSONAnswer.of(
        try await uploads.receiving(request, field, from: try dispatcher.sender(of: procedure, call)) {
          fields, files in
          try await dispatcher.call(procedure, WireInput(fields: fields), call.with(files))
        })
    }
    try RESTDoor.requireJSON(request)
    let input = WireInput(json: try await request.collectedBody())
    return JSONAnswer.of(try await dispatcher.call(procedure, input, call))
  }

  /// - Throws: ``SlipwayError`` `unsupportedMediaType`.
  static func requireJSON(_ request: Request) throws {
    guard let type = request.headers[.contentType] else {
      throw SlipwayError(.unsupportedMediaType, "Missing content-type header")
    }
    guard request.mediaType == "application/json" else {
      throw SlipwayError(.unsupportedMediaType, "Unsupported content-type \"\(type.prefix(100))\"")
    }
  }
}

extension Dispatcher {
  /// Who uploads a file for a procedure.
  func sender(of procedure: any Procedure.Type, _ call: Call) throws -> UploadReceiver.Sender {
    UploadReceiver.Sender(user: try call.user().id) { fields in
      // A form's own fields, such as its token, are none of the input.
      let input = TextFields(fields.fields.filter { !$0.name.hasPrefix("_") })
      try await admit(procedure, WireInput(fields: input), call)
    }
  }
}

extension Call {
  /// The same call with the files that came beside its input.
  func with(_ uploads: [String: UploadedFile]) -> Call {
    var request = request
    request.uploads = uploads
    return Call(engine: engine, caller: caller, request: request)
  }
}
