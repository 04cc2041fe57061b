package import SlipwayCore

/// The input of what concerns one release that can be gone back to.
package struct RollbackInput: Codable, Sendable {
  package var rollbackId: ID<Release>

  package init(rollbackId: ID<Release>) { self.rollbackId = rollbackId }
}
