package import Foundation
package import SlipwayCore

/// Why a provider did not do what it was asked, and what the person does about it.
package struct ProviderFailure: Error, Sendable, Hashable {
  /// What it comes down to.
  package enum Reason: Sendable, Hashable {
    /// The token ended, and no new one could be had.
    case expired
    /// The provider does not know the token, the app or the installation any more.
    case revoked
    /// No more requests until then.
    case rateLimited(until: Date)
    /// The repository is gone, or was never to be seen by this account.
    case missing
    /// It has another name now.
    case renamed(to: String)
    /// The account may not do it; the sentence names the right that is lacking.
    case notAllowed
    /// The request itself was wrong.
    case refused
    /// It does not answer, or answers that it is broken: worth another try.
    case unreachable
    /// What came back is no answer of such a provider.
    case unexpected
  }

  package var reason: Reason
  /// One sentence: what happened and what to do. Never a secret.
  package var message: String

  package init(_ reason: Reason, _ message: String) {
    self.reason = reason
    self.message = message
  }

  /// Whether the same request may succeed a little later.
  package var isPassing: Bool {
    switch reason {
    case .rateLimited, .unreachable: true
    case .expired, .revoked, .missing, .renamed, .notAllowed, .refused, .unexpected: false
    }
  }

  /// Whether the account as a whole does not work any more, so that whoever connected it must know.
  package var isOfAccount: Bool { reason == .expired || reason == .revoked }

  package var slipwayError: SlipwayError {
    switch reason {
    case .expired, .revoked: SlipwayError(.preconditionFailed, message, details: ["provider": "reconnect"])
    case .rateLimited(let until):
      SlipwayError(
        .tooManyRequests, message,
        details: ["provider": "rate_limited", "retryAt": until.ISO8601Format()])
    case .missing: SlipwayError(.notFound, message, details: ["provider": "missing"])
    case .renamed(let name): SlipwayError(.conflict, message, details: ["provider": "renamed", "renamedTo": name])
    case .notAllowed: SlipwayError(.forbidden, message, details: ["provider": "not_allowed"])
    case .refused: SlipwayError(.badRequest, message, details: ["provider": "refused"])
    case .unreachable, .unexpected: SlipwayError(.unreachable, message, details: ["provider": "unreachable"])
    }
  }
}
