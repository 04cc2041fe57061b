package import Foundation

/// What one domain was asked within one span of time.
package struct RequestCount: Sendable, Hashable {
  /// Spans that are kept, in seconds.
  package enum Span: Int, Sendable, CaseIterable {
    case minute = 60
    case hour = 3600

    /// How long it is remembered, in seconds.
    package var memory: Int { self == .minute ? 86_400 : 30 * 86_400 }
  }

  package var domainID: ID<Domain>
  package var organizationID: ID<Organization>
  package var span: Span
  package var startedAt: Date
  /// How many answers of 1xx to 5xx.
  package var classes = [0, 0, 0, 0, 0]
  package var bytes = 0
  /// As the module of logs writes them.
  package var latencies = ""
  package var paths = "{}"

  package init(domainID: ID<Domain>, organizationID: ID<Organization>, span: Span, startedAt: Date) {
    self.domainID = domainID
    self.organizationID = organizationID
    self.span = span
    self.startedAt = startedAt
  }
}
