package import SlipwayAnswers
package import Foundation
package import SlipwayCore
import SlipwayStore

/// Answers who is asking: the membership, the user and the user's keys.
package enum UserGet: Procedure {
  /// A membership in the published form.
  package struct Output: Codable, Sendable {
    package var id: ID<Member>
    package var userId: ID<User>
    package var organizationId: ID<Organization>
    package var role: Member.Role
    package var createdAt: Date
    @Null package var teamId: String?
    package var isDefault: Bool
    package var rights: MemberRights
    package var user: UserDetail

    private enum CodingKeys: String, CodingKey {
      case id, userId, organizationId, role, createdAt, teamId, isDefault, user
    }

    init(_ member: Member, _ user: UserDetail) {
      id = member.id
      userId = member.userID
      organizationId = member.organizationID
      role = member.role
      createdAt = member.createdAt
      teamId = nil
      isDefault = true
      rights = MemberRights(member.role)
      self.user = user
    }

    package init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      id = try container.decode(ID<Member>.self, forKey: .id)
      userId = try container.decode(ID<User>.self, forKey: .userId)
      organizationId = try container.decode(ID<Organization>.self, forKey: .organizationId)
      role = try container.decode(Member.Role.self, forKey: .role)
      createdAt = try container.decode(Date.self, forKey: .createdAt)
      _teamId = try container.decode(Null<String>.self, forKey: .teamId)
      isDefault = try container.decode(Bool.self, forKey: .isDefault)
      user = try container.decode(UserDetail.self, forKey: .user)
      rights = try MemberRights(from: decoder)
    }

    package func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(id, forKey: .id)
      try container.encode(userId, forKey: .userId)
      try container.encode(organizationId, forKey: .organizationId)
      try container.encode(role, forKey: .role)
      try container.encode(createdAt, forKey: .createdAt)
      try container.encode(_teamId, forKey: .teamId)
      try container.encode(isDefault, forKey: .isDefault)
      try container.encode(user, forKey: .user)
      try rights.encode(to: encoder)
    }
  }

  package static let name = "user.get"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers who is asking"

  package static func access(_ input: NoInput) -> Access { .signedIn }

  package static func run(_ input: NoInput, _ call: Call) async throws -> Output {
    let (user, organization) = (try call.user(), try call.organization())
    return try await call.store.read { tx in
      guard let member = try tx.members.of(user: user.id, in: organization) else {
        throw SlipwayError.notFound("Member")
      }
      return Output(member, UserDetail(user, keys: try tx.apiKeys.all(of: user.id)))
    }
  }
}
