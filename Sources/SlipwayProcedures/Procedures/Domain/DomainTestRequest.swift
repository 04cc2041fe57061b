package import SlipwayAnswers
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayStore

/// Asks the proxy for a domain's address as a visitor would, and answers what came back.
package enum DomainTestRequest: Procedure {
  /// The proxy's answer; without one, why there is none.
  package struct Output: Codable, Sendable {
    package var url: String
    @Null package var status: Int?
    /// Where a redirect leads.
    @Null package var location: String?
    /// The beginning of the body.
    @Null package var body: String?
    @Null package var problem: String?
  }

  package static let name = "domain.testRequest"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Asks the proxy for a domain's address as a visitor would"
  // It changes nothing; it is no query because it makes a request.
  package static let isAudited = false

  package static func access(_ input: DomainInput) -> Access { .subject(.domain(input.domainId), .read) }

  package static func run(_ input: DomainInput, _ call: Call) async throws -> Output {
    let (domain, server) = try await call.store.read { tx in
      let domain = try tx.domains.one(input.domainId)
      return (domain, try tx.deployables.one(domain.deployableID).serverID.map { try tx.servers.one($0) })
    }
    let configuration = call.engine.configuration
    let url = "\(domain.https ? "https" : "http")://\(domain.host)\(domain.path)"
    // Whatever else may be at that address is nobody's business: it must be the machine that proved itself.
    guard server?.observation?.isReachable ?? (server == nil) else {
      return Output(
        url: url, status: nil, location: nil, body: nil,
        problem: "\(server?.name ?? "The server") does not answer now.")
    }
    do {
      let answer = try await ProxyProbe(address: server?.address ?? "127.0.0.1").request(
        scheme: domain.https ? .https : .http, host: domain.host, path: domain.path,
        port: domain.https ? configuration.httpsPort : configuration.httpPort)
      return Output(
        url: url, status: answer.status, location: answer.headers["location"],
        body: server == nil ? String(answer.body.prefix(300)) : nil, problem: nil)
    } catch let error as SlipwayError {
      return Output(url: url, status: nil, location: nil, body: nil, problem: error.message)
    }
  }
}
