import Foundation
import SlipwayCore
import SlipwayStore

/// A change of an application's settings: loaded, changed, checked and kept in one transaction.
enum ApplicationChange {
  /// - Parameter body: changes the application; what it throws changes nothing.
  /// - Returns: the application as it is kept.
  static func keep(
    _ id: ID<Deployable>, _ call: Call,
    _ body: @escaping @Sendable (inout Application, Transaction) throws -> Void
  ) async throws -> Application {
    let now = call.now()
    let application = try await call.store.write { tx in
      let before = try tx.applications.one(id)
      var application = before
      let credentials = StoredCredentials(hidingIn: &application)
      try body(&application, tx)
      try ApplicationRules.normalize(&application)
      credentials.restore(in: &application)
      try ApplicationRules.check(application, beside: before, tx)
      try ProviderUse.check(application.source, beside: before.source, call, tx)
      if needsDeployment(application, before) { application.changedAt = now }
      if application != before { try tx.applications.update(application) }
      return application
    }
    call.publish(.deployableChanged(application.id, application.organizationID))
    return application
  }

  private static func needsDeployment(_ after: Application, _ before: Application) -> Bool {
    after.source != before.source || after.build != before.build || after.runtime != before.runtime
      || after.secrets != before.secrets || after.environmentID != before.environmentID
  }
}
