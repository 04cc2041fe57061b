package import SlipwayAnswers
package import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Looks a host up in DNS and says whether it leads to its machine.
package enum DomainValidate: Procedure {
  package struct Input: Codable, Sendable {
    package var domain: String
    package var serverIp: String?
    /// Whose service tells which machine is meant; this one when it is left out.
    package var domainId: ID<Domain>?
  }

  /// What DNS says.
  package struct Output: Codable, Sendable {
    package var isValid: Bool
    @Null package var resolvedIp: String?
    package var addresses: [String]
    @Null package var error: String?
    package var isCloudflare: Bool
  }

  package static let name = "domain.validateDomain"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Looks a host up in DNS and says whether it leads to its machine"
  // It changes nothing; the published API has it as a mutation.
  package static let isAudited = false

  package static func access(_ input: Input) -> Access {
    .all([.organization(.member)] + (input.domainId.map { [.subject(.domain($0), .read)] } ?? []))
  }

  package static func run(_ input: Input, _ call: Call) async throws -> Output {
    let host: String
    do {
      host = try Hostname.normalize(input.domain.trimmingSpaces())
    } catch let error as SlipwayError {
      throw SlipwayError.invalid("domain", error.details["host"] ?? error.message)
    }
    if host == "localhost" || host.hasSuffix(".localhost") {
      return answer(
        ["127.0.0.1"], "\(host) leads every browser to its own machine: only those on this server reach it.", false)
    }
    let addresses = try await NameLookup.addresses(of: host)
    let expected = try await expected(input, call)
    if addresses.isEmpty {
      return answer([], "\(host) has no address in DNS: add an A record that points to \(expected).", false)
    }
    let isHere = addresses.contains(expected)
    let problem = isHere ? nil : "\(host) leads to \(addresses[0]), this server is \(expected)."
    return answer(addresses, problem, isHere)
  }

  private static func expected(_ input: Input, _ call: Call) async throws -> String {
    if let typed = input.serverIp, !typed.isEmpty { return typed }
    let server = try await call.store.read { tx in
      try input.domainId.map { try tx.deployables.one(try tx.domains.one($0).deployableID).serverID } ?? nil
    }
    return try await Placement(server?.rawValue).address(call)
  }

  private static func answer(_ addresses: [String], _ error: String?, _ isValid: Bool) -> Output {
    Output(isValid: isValid, resolvedIp: addresses.first, addresses: addresses, error: error, isCloudflare: false)
  }
}
