import SlipwayAnswers
import Foundation
import HTTPTypes
import Hummingbird
import SlipwayCore
import SlipwayProcedures

/// `/api/trpc/<router>.<procedure>`: the envelope that the published command line and the old dashboard speak.
struct TRPCDoor: Sendable {
  private static let maximumBatch = 20
  let dispatcher: Dispatcher
  let origin: OriginGuard
  let uploads: UploadReceiver

  func add(to router: Router<SlipwayRequestContext>) {
    router.get("/api/trpc/:procedures") { try await answer($0, $1, .query) }
    router.post("/api/trpc/:procedures") { try await answer($0, $1, .mutation) }
    router.head("/api/trpc/:procedures") { _, _ in Response(status: .noContent) }
  }

  /// One envelope of the answer.
  private struct Envelope {
    var status: HTTPResponse.Status
    var json: Data
    var headers = HTTPFields()

    var response: Response {
      var response = JSONAnswer.of(json, status: status)
      response.headers.append(contentsOf: headers)
      return response
    }
  }

  private func answer(
    _ request: Request, _ context: SlipwayRequestContext, _ kind: ProcedureKind
  ) async throws -> Response {
    let path = context.parameters.get("procedures") ?? ""
    do {
      let fields = try TextFields(parsing: request.uri.query ?? "")
      if kind == .mutation, context.caller?.session != nil { try origin.check(request) }
      if let response = try await upload(path, request, context) { return response }
      let input = try await input(fields, request, kind)
      guard fields["batch"] == "1" else {
        let envelope = await call(path, Self.unwrapped(input), kind, context)
        return envelope.response
      }
      return try await batch(path, input, kind, context)
    } catch {
      return try failure(error, path, context).response
    }
  }

  private func batch(
    _ path: String, _ input: JSONValue, _ kind: ProcedureKind, _ context: SlipwayRequestContext
  ) async throws -> Response {
    let names = path.split(separator: ",").map(String.init)
    guard names.count <= Self.maximumBatch else {
      throw SlipwayError(.badRequest, "A batch may have at most \(Self.maximumBatch) calls.")
    }
    var envelopes: [Envelope] = []
    for (index, name) in names.enumerated() {
      envelopes.append(await call(name, Self.unwrapped(input[String(index)] ?? .null), kind, context))
    }
    let statuses = Set(envelopes.map(\.status.code))
    let status =
      statuses.count == 1 ? envelopes[0].status : HTTPResponse.Status(code: 207, reasonPhrase: "Multi-Status")
    let body = Data("[".utf8) + Data(envelopes.map(\.json).joined(separator: Data(",".utf8))) + Data("]".utf8)
    return JSONAnswer.of(body, status: status)
  }

  /// Of a query the parameter `input`, of a mutation the body.
  private func input(_ fields: TextFields, _ request: Request, _ kind: ProcedureKind) async throws -> JSONValue {
    if kind == .query { return try fields["input"].map { try JSONReader.read($0) } ?? .null }
    try RESTDoor.requireJSON(request)
    let body = try await request.collectedBody()
    return body.isEmpty ? .null : try JSONReader.read(body)
  }

  /// Published clients wrap the input in `{"json": …, "meta": …}` or send it bare.
  static func unwrapped(_ value: JSONValue) -> JSONValue {
    guard let inner = value["json"], value.members.keys.allSatisfy({ $0 == "json" || $0 == "meta" }) else {
      return value
    }
    return inner
  }

  private func call(
    _ name: String, _ input: JSONValue, _ kind: ProcedureKind, _ context: SlipwayRequestContext
  ) async -> Envelope {
    do {
      guard let procedure = dispatcher.procedure(named: name) else {
        throw SlipwayError(.notFound, "No procedure found on path \"\(name.prefix(100))\"")
      }
      guard procedure.kind == kind else {
        throw context.caller == nil ? SlipwayError.signInNeeded : SlipwayError.wrongMethod(of: procedure)
      }
      let call = Call(engine: dispatcher.engine, caller: context.caller, request: context.info)
      return Self.success(try await dispatcher.call(procedure, WireInput(value: input), call))
    } catch {
      return (try? failure(error, name, context)) ?? Envelope(status: .internalServerError, json: Data("{}".utf8))
    }
  }

  private func upload(
    _ name: String, _ request: Request, _ context: SlipwayRequestContext
  ) async throws -> Response? {
    guard request.mediaType == "multipart/form-data", let procedure = dispatcher.procedure(named: name),
      let field = procedure.upload
    else { return nil }
    guard context.caller != nil else { throw SlipwayError.signInNeeded }
    let call = Call(engine: dispatcher.engine, caller: context.caller, request: context.info)
    let sender = try dispatcher.sender(of: procedure, call)
    let answer = try await uploads.receiving(request, field, from: sender) { fields, files in
      try await dispatcher.call(procedure, WireInput(fields: fields), call.with(files))
    }
    return JSONAnswer.of(Self.success(answer).json)
  }

  private static func success(_ answer: Data?) -> Envelope {
    let empty = Data(#"{"json":null,"meta":{"values":["undefined"]}}"#.utf8)
    let data = answer.map { Data(#"{"json":"#.utf8) + $0 + Data("}".utf8) } ?? empty
    return Envelope(status: .ok, json: Data(#"{"result":{"data":"#.utf8) + data + Data("}}".utf8))
  }

  private func failure(_ error: any Error, _ path: String, _ context: SlipwayRequestContext) throws -> Envelope {
    ErrorResponse.log(error)
    let answer = ErrorAnswer(error, requestID: context.requestID)
    return Envelope(
      status: answer.status, json: try WireOutput.encode(ErrorResponse.envelope(answer, path: path)),
      headers: answer.headers)
  }
}
