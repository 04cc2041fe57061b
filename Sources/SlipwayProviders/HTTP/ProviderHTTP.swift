import Foundation
import NIOCore
package import SlipwayCore
import SlipwayHost

/// Sends requests to providers: bounded in size and time, to the address that was judged, following no redirect.
package struct ProviderHTTP: Sendable {
  private static let deadline = Duration.seconds(20)
  private static let limit = 8 << 20
  private let send: @Sendable (ProviderRequest) async throws -> ProviderAnswer

  /// - Parameter send: what a request is answered with.
  package init(_ send: @escaping @Sendable (ProviderRequest) async throws -> ProviderAnswer) { self.send = send }

  package init(_ configuration: Configuration) {
    let guardian = AddressGuard(code: configuration)
    self.init { try await Self.ask($0, guardian) }
  }

  /// - Throws: ``ProviderFailure`` `unreachable`; `refused` for an address that must not be asked.
  package func callAsFunction(_ request: ProviderRequest) async throws -> ProviderAnswer {
    do {
      return try await send(request)
    } catch let error as ProviderFailure {
      throw error
    } catch let error as SlipwayError where error.code == .badRequest {
      throw ProviderFailure(.refused, error.message)
    } catch {
      if error is CancellationError || Task.isCancelled { throw CancellationError() }
      let host = AddressGuard.host(of: request.url)
      let reason = (error as? SlipwayError)?.message ?? "\(error)"
      throw ProviderFailure(.unreachable, "\(host) does not answer (\(reason.prefix(200))); it is tried again later.")
    }
  }

  private static func ask(_ request: ProviderRequest, _ guardian: AddressGuard) async throws -> ProviderAnswer {
    guard let parts = URLComponents(string: request.url), ["http", "https"].contains(parts.scheme ?? ""),
      let host = parts.host, !host.isEmpty, parts.user == nil
    else { throw SlipwayError.invalid("url", "is no web address; write https://…") }
    let bare = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    let found = try await guardian.check(request.url, field: "url")
    var headers = request.headers
    headers["User-Agent"] = "Slipway"
    headers["Accept"] = headers["Accept"] ?? "application/json"
    headers["Authorization"] = request.authorization?.reveal()
    let pinned = PinnedRequest(
      request.url, host: bare, at: found, headers: headers, method: request.method, content: request.content)
    return try await Deadline.run(within: deadline, what: "Asking \(bare)") {
      let answer = try await pinned.answer(collecting: limit)
      return ProviderAnswer(status: answer.status, headers: answer.headers, body: answer.body)
    }
  }
}
