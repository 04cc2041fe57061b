import SlipwayCore

/// Answers what the caller may do, thing by thing.
package enum UserGetPermissions: Procedure {
  package static let name = "user.getPermissions"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers what the caller may do"

  package static func access(_ input: NoInput) -> Access { .signedIn }

  package static func run(_ input: NoInput, _ call: Call) async throws -> [String: [String: Bool]] {
    let role = call.caller?.role ?? .member
    return statements.mapValues { actions in
      Dictionary(uniqueKeysWithValues: actions.map { ($0, allows(role, $0)) })
    }
  }

  private static func allows(_ role: Member.Role, _ action: String) -> Bool {
    switch action {
    case "read": role.grants(.read)
    case "cancel": role.grants(.deploy)
    case "delete": role.grants(.delete)
    default: role.grants(.write)
    }
  }

  /// The published things and what can be done with each.
  private static let statements: [String: [String]] = [
    "organization": ["update", "delete"], "member": ["read", "create", "update", "delete"],
    "invitation": ["create", "cancel"], "project": ["create", "delete"], "service": ["create", "read", "delete"],
    "environment": ["create", "read", "delete"], "docker": ["read"], "sshKeys": ["read", "create", "delete"],
    "gitProviders": ["read", "create", "delete"], "traefikFiles": ["read", "write"], "api": ["read"],
    "volume": ["read", "create", "delete"], "deployment": ["read", "create", "cancel"],
    "envVars": ["read", "write"], "projectEnvVars": ["read", "write"], "environmentEnvVars": ["read", "write"],
    "domain": ["read", "create", "delete"], "logs": ["read"], "monitoring": ["read"],
    "server": ["read", "create", "delete"], "registry": ["read", "create", "delete"],
    "certificate": ["read", "create", "update", "delete"], "destination": ["read", "create", "delete"],
    "notification": ["read", "create", "update", "delete"], "auditLog": ["read"],
  ]
}
