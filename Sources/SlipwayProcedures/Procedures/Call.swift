package import Foundation
package import SlipwayCore
package import SlipwayEngine
package import SlipwayStore

/// One call of a procedure: who asks, by which request, and what it may use.
package struct Call: Sendable {
  package let engine: Engine
  package let caller: Caller?
  package let request: RequestInfo
  /// Whoever signs people in; the dispatcher puts it there.
  private var signIns: Accounts?

  package init(engine: Engine, caller: Caller?, request: RequestInfo) {
    self.engine = engine
    self.caller = caller
    self.request = request
  }

  package var store: Store { engine.store }

  /// The caller's present organisation.
  /// - Throws: ``SlipwayError`` `unauthorized` when nobody is signed in.
  package func organization() throws -> ID<Organization> { try signedIn().organizationID }

  /// - Throws: ``SlipwayError`` `unauthorized` when nobody is signed in.
  package func user() throws -> User { try signedIn().user }

  /// Who checks and changes passwords, with the limits of signing in.
  func accounts() throws -> Accounts {
    guard let signIns else { throw SlipwayError(.internal, "A call that checks passwords came past the dispatcher.") }
    return signIns
  }

  /// The same call with what checks passwords.
  func with(_ accounts: Accounts) -> Call {
    var call = self
    call.signIns = accounts
    return call
  }

  /// The time that this call counts with.
  package func now() -> Date { engine.now() }

  private func signedIn() throws -> Caller {
    guard let caller else { throw SlipwayError.signInNeeded }
    return caller
  }
}

extension SlipwayError {
  /// The answer to somebody who is not signed in.
  package static let signInNeeded = SlipwayError(
    .unauthorized, "Unauthorized: sign in, or send a valid API key in the header x-api-key.")
}
