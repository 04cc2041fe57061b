import SlipwayCore
import SlipwayStore

/// Makes sure that nobody takes a route that belongs to somebody else.
enum DomainClaim {
  /// - Throws: ``SlipwayError`` `conflict` naming `host` when the route is taken; whose it is, is said only within
  ///   the organisation.
  static func check(_ domain: Domain, _ tx: Transaction) throws {
    if try tx.settings.server()?.host == domain.host { throw conflict("is the dashboard's own host") }
    let others = try tx.domains.claiming(host: domain.host).filter { $0.id != domain.id }
    if others.contains(where: { $0.organizationID != domain.organizationID }) {
      throw conflict("is in use on this server")
    }
    guard let same = others.first(where: { $0.path == domain.path }) else { return }
    let name = try tx.applications.find(same.deployableID)?.name ?? "another application"
    throw conflict("\(domain.host)\(domain.path) leads to \(name) already")
  }

  private static func conflict(_ problem: String) -> SlipwayError {
    SlipwayError(.conflict, "host: \(problem)", details: ["host": problem])
  }
}
