import SlipwayCore
import SlipwayStore

/// The right to make a service of repositories that an account at a git provider sees.
enum ProviderUse {
  /// Checks the account that would be used whenever account, owner or repository is another one afterwards: each of them
  /// alone points the service at other code.
  /// - Throws: ``SlipwayError`` `forbidden`.
  static func check(
    _ source: SourceSettings, beside before: SourceSettings, _ call: Call, _ tx: Transaction
  ) throws {
    for kind in ProviderKind.allCases {
      let (new, old) = (source.choice(at: kind), before.choice(at: kind))
      guard let id = new.providerID, id != old.providerID || new.full != old.full else { continue }
      try check(id, call, tx)
    }
  }

  /// The code of a service is somebody's to choose: an account that nobody shared is its creator's and the owner's.
  /// - Throws: ``SlipwayError`` `forbidden`.
  static func check(_ id: ID<GitProvider>, _ call: Call, _ tx: Transaction) throws {
    guard let caller = call.caller, caller.role != .owner else { return }
    guard let provider = try tx.gitProviders.find(id), provider.isUsable(by: caller.user.id, runsOrganization: false)
    else {
      throw SlipwayError(.forbidden, "This git provider is not shared: ask who connected it to share it.")
    }
  }
}
