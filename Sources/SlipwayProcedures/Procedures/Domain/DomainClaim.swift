import SlipwayCore
import SlipwayEngine
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
    let name = try tx.deployables.find(same.deployableID)?.name ?? "another service"
    throw conflict("\(domain.host)\(domain.path) leads to \(name) already")
  }

  /// The service of a compose stack that a domain leads to.
  /// - Throws: ``SlipwayError`` `badRequest` naming `serviceName`.
  static func service(_ typed: String?) throws -> String {
    let name = (typed ?? "").trimmingSpaces()
    let isPlain = name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_.-".contains($0)) }
    guard !name.isEmpty, isPlain, name.utf8.count <= 200 else {
      throw SlipwayError.invalid("serviceName", "is needed: the service of the compose file that the domain leads to")
    }
    return name
  }

  /// A domain of a service that the stack has not would let each of its deployments fail. A file that is fetched is known
  /// only then.
  /// - Throws: ``SlipwayError`` `badRequest` naming `serviceName`.
  static func checkService(_ service: String, of stack: ID<Deployable>, _ call: Call) async throws {
    let stack = try await call.store.read { try $0.composeStacks.one(stack) }
    guard let names = StackText.typedServices(of: stack) else { return }
    let suffix = stack.settings.nameSuffix.map { "-\($0)" } ?? ""
    guard !names.contains(service), !names.contains(where: { $0 + suffix == service }) else { return }
    throw SlipwayError.invalid(
      "serviceName", "is none of the compose file's services: \(names.sorted().joined(separator: ", "))")
  }

  private static func conflict(_ problem: String) -> SlipwayError {
    SlipwayError(.conflict, "host: \(problem)", details: ["host": problem])
  }
}
