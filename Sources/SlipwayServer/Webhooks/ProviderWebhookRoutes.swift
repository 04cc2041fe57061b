import Foundation
package import Hummingbird
import NIOCore
import SlipwayCore
package import SlipwayEngine
import SlipwayProcedures

/// `/api/deploy/github` of GitHub's apps, and `/api/deploy/provider/<gitProviderId>` of the hooks that Slipway makes.
package struct ProviderWebhookRoutes: PageRoutes {
  private let receiver: ProviderReceiver

  package init(engine: Engine) { receiver = ProviderReceiver(engine: engine) }

  package func add(to router: Router<SlipwayRequestContext>) {
    router.post("/api/deploy/github") { request, context in
      let (headers, address) = (headers(request), context.info.address)
      return try await receiver.admitting(.github, headers: headers, from: address) {
        let body = try await WebhookRoutes.collected(request)
        return try JSONAnswer.make(try await receiver.receiveGitHub(headers: headers, body: body, from: address))
      }
    }
    router.post("/api/deploy/provider/:provider") { request, context in
      let (headers, address) = (headers(request), context.info.address)
      let provider = try await receiver.provider(ID(context.parameters.get("provider") ?? ""), from: address)
      return try await receiver.admitting(provider.kind, headers: headers, from: address) {
        let body = try await WebhookRoutes.collected(request)
        return try JSONAnswer.make(
          try await receiver.receive(provider, headers: headers, body: body, from: address))
      }
    }
  }

  private func headers(_ request: Request) -> [String: String] {
    Dictionary(request.headers.map { ($0.name.canonicalName, $0.value) }, uniquingKeysWith: { first, _ in first })
  }
}
