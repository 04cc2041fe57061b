package import SlipwayCore

/// The input of what concerns one domain.
package struct DomainInput: Codable, Sendable {
  package var domainId: ID<Domain>

  package init(domainId: ID<Domain>) { self.domainId = domainId }
}
