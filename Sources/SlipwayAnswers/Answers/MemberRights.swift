package import SlipwayCore

/// The published switches of a membership, as the role sets them; finer rights come with teams.
package struct MemberRights: Codable, Sendable {
  package var canCreateProjects: Bool
  package var canCreateServices: Bool
  package var canDeleteProjects: Bool
  package var canDeleteServices: Bool
  package var canAccessToDocker: Bool
  package var canAccessToTraefikFiles: Bool
  package var canAccessToAPI: Bool
  package var canAccessToSSHKeys: Bool
  package var canAccessToGitProviders: Bool
  package var canCreateEnvironments: Bool
  package var canDeleteEnvironments: Bool
  package var accessedProjects: [String] = []
  package var accessedEnvironments: [String] = []
  package var accessedServices: [String] = []
  package var accessedGitProviders: [String] = []
  package var accessedServers: [String] = []

  package init(_ role: Member.Role) {
    let changes = role.grants(.write)
    canCreateProjects = changes
    canCreateServices = changes
    canDeleteProjects = changes
    canDeleteServices = changes
    canAccessToDocker = changes
    canAccessToTraefikFiles = changes
    canAccessToAPI = true
    canAccessToSSHKeys = changes
    canAccessToGitProviders = changes
    canCreateEnvironments = changes
    canDeleteEnvironments = changes
  }
}
