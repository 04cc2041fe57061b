package import SlipwayCore

/// The input of what concerns one redirect.
package struct RedirectInput: Codable, Sendable {
  package var redirectId: ID<Redirect>

  package init(redirectId: ID<Redirect>) { self.redirectId = redirectId }
}
