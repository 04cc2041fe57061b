import SlipwayAnswers
import SlipwayCore
import SlipwayProviders
import SlipwayStore

/// The account that a service's code comes from, as far as whoever asks may see it.
struct ProviderReading {
  /// `nil` when there is none, or it is not theirs to use.
  var row: GitProviderRow?
  /// The kind of an account that is not theirs to use.
  var unauthorized: String?

  init(_ choice: ProviderChoice?, _ call: Call, _ tx: Transaction) throws {
    guard let choice, let id = choice.providerID, let provider = try tx.gitProviders.find(id),
      let caller = call.caller,
      provider.organizationID == caller.organizationID
    else { return }
    if provider.isUsable(by: caller.user.id, runsOrganization: caller.role.isAtLeast(.admin)) {
      row = ProviderCalls.row(provider, call)
    } else {
      unauthorized = choice.kind.rawValue
    }
  }
}
