import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayStore

/// What a redirect must hold to, beside the others of its service.
enum RedirectCheck {
  private static let maximum = 50

  /// Called before the transaction that writes it: to look for circles takes time, and nobody else must wait for it.
  /// - Throws: ``SlipwayError`` `badRequest` naming `regex` or `replacement`.
  static func run(_ redirect: Redirect, _ call: Call) async throws {
    let (domains, others) = try await call.store.read { tx in
      (try tx.domains.all(of: redirect.deployableID), try tx.redirects.all(of: redirect.deployableID))
    }
    guard others.contains(where: { $0.id == redirect.id }) || others.count < maximum else {
      throw SlipwayError.invalid(
        "regex", "a service may have at most \(maximum) redirects; put some of them together")
    }
    let rules = RedirectRules(domains: domains, configuration: call.engine.configuration)
    try await BlockingPool.run(lasting: .long) { try rules.check(redirect, beside: others) }
  }
}
