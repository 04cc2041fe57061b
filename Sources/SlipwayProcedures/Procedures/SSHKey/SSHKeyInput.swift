package import SlipwayCore

/// The input of what concerns one SSH key.
package struct SSHKeyInput: Codable, Sendable {
  package var sshKeyId: ID<SSHKey>

  package init(sshKeyId: ID<SSHKey>) { self.sshKeyId = sshKeyId }
}
