package import Foundation
package import SlipwayCore
package import SlipwayHost

/// Asks the agent of another machine, over the connection that everything there goes through.
package struct AgentClient: SeriesSource {
  private let host: any SlipwayHost.Host
  private let place: AgentPlace
  private let token: Secret

  package init(_ host: any SlipwayHost.Host, _ place: AgentPlace, token: Secret) {
    self.host = host
    self.place = place
    self.token = token
  }

  /// - Parameter id: of the last alert that was heard of.
  /// - Throws: ``SlipwayError`` `unreachable` when the machine or its agent does not answer.
  package func report(after id: Int) async throws -> AgentReport {
    try await ask("/alerts?after=\(id)", as: AgentReport.self)
  }

  package func samples(of series: SeriesName, _ query: SeriesQuery, now: Date) async throws -> [Sample] {
    let span = "from=\(query.span.lowerBound)&to=\(query.span.upperBound)&points=\(query.points)"
    return try await ask("/series/\(series.rawValue)?\(span)", as: SeriesAnswer.self).samples
  }

  package func latest(of series: SeriesName, now: Date) async throws -> Sample? {
    try await ask("/present?name=\(series.rawValue)", as: [String: Sample].self)[series.rawValue]
  }

  package func present(now: Date) async throws -> [SeriesName: Sample] {
    let found = try await ask("/present", as: [String: Sample].self)
    return Dictionary(
      found.compactMap { name, sample in SeriesName(rawValue: name).map { ($0, sample) } },
      uniquingKeysWith: { first, _ in first })
  }

  package func clear() async throws {
    var request = try await request("/clear")
    request.method = "POST"
    _ = try checked(await request.send())
  }

  private func ask<Value: Decodable>(_ target: String, as type: Value.Type) async throws -> Value {
    let body = try checked(await request(target).send())
    do {
      return try JSONDecoder().decode(Value.self, from: body)
    } catch {
      throw SlipwayError(
        .unreachable,
        "The agent of \(host.name) answers what this version does not understand: set the server up again.",
        cause: error)
    }
  }

  private func request(_ target: String) async throws -> SocketRequest {
    var request = SocketRequest(
      socket: try await host.socket(to: place.socket), target: target, who: "the agent of \(host.name)")
    request.token = token
    return request
  }

  private func checked(_ answer: SocketRequest.Answer) throws -> Data {
    guard answer.status == 200 else {
      throw SlipwayError(
        .unreachable, "The agent of \(host.name) refuses to answer (\(answer.status)): set the server up again.")
    }
    return answer.body
  }
}
