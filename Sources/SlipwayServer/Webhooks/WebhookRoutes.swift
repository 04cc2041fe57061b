import Foundation
import HTTPTypes
package import Hummingbird
import NIOCore
import SlipwayCore
package import SlipwayEngine
import SlipwayProcedures

/// `/api/deploy/<token>`, and `/api/deploy/compose/<token>` of compose stacks: where providers send what happened.
package struct WebhookRoutes: PageRoutes {
  private let receiver: WebhookReceiver

  package init(engine: Engine) { receiver = WebhookReceiver(engine: engine) }

  package func add(to router: Router<SlipwayRequestContext>) {
    let methods: [HTTPRequest.Method] = [.post, .put, .patch, .delete]
    for path: RouterPath in ["/api/deploy/:token", "/api/deploy/compose/:token"] {
      for method in methods { router.on(path, method: method) { try await receive($0, $1) } }
      router.get(path) { _, context in
        try JSONAnswer.make(try await receiver.look(token: token(context), from: context.info.address))
      }
    }
  }

  private func receive(_ request: Request, _ context: SlipwayRequestContext) async throws -> Response {
    let headers = Dictionary(
      request.headers.map { ($0.name.canonicalName, $0.value) }, uniquingKeysWith: { first, _ in first })
    return try await receiver.admitting(token: token(context), from: context.info.address) {
      let body = try await Self.collected(request)
      let answer = try await receiver.receive(
        token: token(context), headers: headers, body: body, from: context.info.address)
      return try JSONAnswer.make(answer)
    }
  }

  /// - Throws: ``SlipwayError`` `payloadTooLarge`, before the body when it is announced.
  static func collected(_ request: Request) async throws -> Data {
    let limit = WebhookReceiver.bodyLimit
    if let announced = request.headers[.contentLength].flatMap(Int.init), announced > limit {
      throw WebhookReceiver.tooLarge
    }
    do {
      return Data(try await request.body.collect(upTo: limit).readableBytesView)
    } catch is NIOTooManyBytesError {
      throw WebhookReceiver.tooLarge
    }
  }

  private func token(_ context: SlipwayRequestContext) -> String { context.parameters.get("token") ?? "" }
}
