import HTTPTypes
import Hummingbird
import NIOCore
import SlipwayCore
package import SlipwayEngine
import SlipwayProcedures
import SlipwayStore

/// `/api/health`, `/api/ready` and, with a token, `/metrics`: the same on every listener.
package struct HealthRoutes: Sendable {
  private let engine: Engine
  private let report: MetricsReport

  package init(_ engine: Engine, _ report: MetricsReport) {
    self.engine = engine
    self.report = report
  }

  func add<Context: RequestContext>(to router: Router<Context>) {
    router.get("/api/health") { _, _ in try JSONAnswer.make(["ok": true]) }
    router.get("/api/ready") { _, _ in try await ready() }
    guard let token = engine.configuration.metricsToken else { return }
    // What is compared has one length, whatever was sent.
    let wanted = TokenDigest.of(token.reveal())
    router.get("/metrics") { request, _ in await metrics(request, wanted) }
  }

  /// What a balancer asks: whether work that comes here is done.
  private struct Ready: Encodable {
    var ok: Bool
    /// `ok`, or that it does not answer.
    var store: String
    /// `connected` or `away`; without it everything works, a little later.
    var bus: String
  }

  private func ready() async throws -> Response {
    let hasStore = await Patience.$limit.withValue(.seconds(2)) {
      do {
        _ = try await engine.store.read { try $0.settings.value("server") }
        return true
      } catch {
        return false
      }
    }
    let answer = Ready(
      ok: hasStore, store: hasStore ? "ok" : "does not answer",
      bus: engine.bus.state.isConnected ? "connected" : "away")
    return try JSONAnswer.make(answer, status: hasStore ? .ok : .serviceUnavailable)
  }

  private func metrics(_ request: Request, _ wanted: String) async -> Response {
    guard BearerToken.isGiven(by: request, wanted) else {
      return Response(
        status: .unauthorized, headers: [.wwwAuthenticate: "Bearer", .contentType: "text/plain"],
        body: .init(byteBuffer: ByteBuffer(string: "The token is missing or another one: Authorization: Bearer …\n")))
    }
    return Response(
      status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
      body: .init(byteBuffer: ByteBuffer(string: await report.text())))
  }
}
