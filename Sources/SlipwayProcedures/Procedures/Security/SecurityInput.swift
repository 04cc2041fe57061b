package import SlipwayCore

/// The input of what concerns one login of the proxy.
package struct SecurityInput: Codable, Sendable {
  package var securityId: ID<BasicAuth>

  package init(securityId: ID<BasicAuth>) { self.securityId = securityId }
}
