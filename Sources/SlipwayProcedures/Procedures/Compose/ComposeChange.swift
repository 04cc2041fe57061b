import Foundation
import SlipwayCore
import SlipwayStore

/// A change of a compose stack's settings: loaded, changed, checked and kept in one transaction.
enum ComposeChange {
  /// - Parameter body: changes the stack; what it throws changes nothing.
  /// - Returns: the stack as it is kept.
  static func keep(
    _ id: ID<Deployable>, _ call: Call,
    _ body: @escaping @Sendable (inout ComposeStack, Transaction) throws -> Void
  ) async throws -> ComposeStack {
    let now = call.now()
    let stack = try await call.store.write { tx in
      let before = try tx.composeStacks.one(id)
      var stack = before
      try body(&stack, tx)
      try ComposeRules.normalize(&stack)
      try ComposeRules.check(stack, beside: before)
      try ProviderUse.check(stack.source, beside: before.source, call, tx)
      try ComposeRules.checkDangers(stack, beside: before, call, tx)
      if needsDeployment(stack, before) { stack.changedAt = now }
      if stack != before { try tx.composeStacks.update(stack) }
      return stack
    }
    call.publish(.deployableChanged(stack.id, stack.organizationID))
    return stack
  }

  private static func needsDeployment(_ after: ComposeStack, _ before: ComposeStack) -> Bool {
    var (new, old) = (after.settings, before.settings)
    // What its owner wants of single services is brought about by a job at once; a leave changes nothing that runs.
    (new.services, old.services) = ([:], [:])
    (new.allowedDangers, old.allowedDangers) = ([], [])
    (new.allowedBy, old.allowedBy) = (nil, nil)
    return new != old || after.source != before.source || after.secrets != before.secrets
      || after.environmentID != before.environmentID
  }
}
