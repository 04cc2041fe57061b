package import SlipwayCore

/// The input of what concerns one mount.
package struct MountInput: Codable, Sendable {
  package var mountId: ID<Mount>

  package init(mountId: ID<Mount>) { self.mountId = mountId }
}
