package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Changes the caller's own name, e-mail or password. The published input has nearly every column of a user; what is
/// nobody's to set is refused unless it says what is so anyway.
package enum UserUpdate: Procedure {
  package struct Input: Codable, Sendable {
    /// The caller's own, when it is there.
    package var id: ID<User>?
    package var firstName: String?
    package var lastName: String?
    package var email: String?
    /// The new one.
    package var password: String?
    /// Needed for a new e-mail or password.
    package var currentPassword: String?
    package var image: String?
    package var isRegistered: Bool?
    package var expirationDate: String?
    package var createdAt2: String?
    package var createdAt: String?
    package var twoFactorEnabled: Bool?
    package var emailVerified: Bool?
    package var banned: Bool?
    package var banReason: String?
    package var banExpires: String?
    package var updatedAt: String?
    package var enablePaidFeatures: Bool?
    package var allowImpersonation: Bool?
    package var enableEnterpriseFeatures: Bool?
    package var licenseKey: String?
    package var stripeCustomerId: String?
    package var stripeSubscriptionId: String?
    package var serversQuantity: Double?
    package var sendInvoiceNotifications: Bool?
  }

  package static let name = "user.update"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Changes the caller's own name, e-mail or password"

  package static func access(_ input: Input) -> Access { .signedIn }

  package static func run(_ input: Input, _ call: Call) async throws -> UserDetail {
    let user = try call.user()
    guard let caller = call.caller, input.id == nil || input.id == user.id else {
      throw SlipwayError.notFound("User")
    }
    try refuseFixed(input)
    let change = ProfileChange(
      firstName: input.firstName, lastName: input.lastName, email: input.email,
      password: filled(input.password), currentPassword: filled(input.currentPassword))
    let changed = try await call.accounts().change(change, of: caller, call.request)
    return try await call.store.read { UserDetail(changed, keys: try $0.apiKeys.all(of: changed.id)) }
  }

  /// Clients send an empty password when it is to stay.
  private static func filled(_ text: String?) -> String? { text?.isEmpty == true ? nil : text }

  private static func refuseFixed(_ input: Input) throws {
    var problems = ValidationProblems()
    let fixed = "cannot be changed; leave it out"
    let texts = [
      ("image", input.image), ("expirationDate", input.expirationDate), ("createdAt", input.createdAt),
      ("createdAt2", input.createdAt2), ("banReason", input.banReason), ("banExpires", input.banExpires),
      ("updatedAt", input.updatedAt), ("licenseKey", input.licenseKey), ("stripeCustomerId", input.stripeCustomerId),
      ("stripeSubscriptionId", input.stripeSubscriptionId),
    ]
    for (field, text) in texts { problems.require(filled(text) == nil, field, fixed) }
    let flags = [
      ("twoFactorEnabled", input.twoFactorEnabled), ("banned", input.banned),
      ("enablePaidFeatures", input.enablePaidFeatures), ("allowImpersonation", input.allowImpersonation),
      ("enableEnterpriseFeatures", input.enableEnterpriseFeatures),
      ("sendInvoiceNotifications", input.sendInvoiceNotifications),
    ]
    for (field, flag) in flags { problems.require(!(flag ?? false), field, fixed) }
    problems.require(input.isRegistered ?? true, "isRegistered", fixed)
    problems.require(input.emailVerified == nil, "emailVerified", fixed)
    problems.require((input.serversQuantity ?? 0) == 0, "serversQuantity", fixed)
    try problems.throwIfAny()
  }
}
