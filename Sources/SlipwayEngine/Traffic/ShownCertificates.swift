package import SlipwayCore

/// Which uploaded certificates the proxy may show. It chooses among all of them by the host alone, so that somebody's
/// self-made certificate for another's host would be shown there.
package struct ShownCertificates: Sendable {
  private let domains: [Domain]
  /// The dashboard's own host, where Let's Encrypt signs for it.
  private let panelHost: String?

  package init(domains: [Domain], settings: ServerSettings?) {
    self.domains = domains
    panelHost = settings?.certificateType == .letsencrypt ? settings?.host : nil
  }

  /// - Returns: those that cover a domain of their own organisation, and no host that another had before.
  package func choose(from certificates: [Certificate]) -> [Certificate] {
    certificates.filter { certificate in
      domains.contains { isOwn($0, certificate) && certificate.covers($0.host) } && owner(before: certificate) == nil
    }
  }

  /// - Returns: the host that somebody else had before; `nil` when there is none.
  package func owner(before certificate: Certificate) -> String? {
    if let panelHost, certificate.covers(panelHost) { return panelHost }
    return domains.first {
      !isOwn($0, certificate) && $0.createdAt <= certificate.createdAt && certificate.covers($0.host)
    }?.host
  }

  private func isOwn(_ domain: Domain, _ certificate: Certificate) -> Bool {
    domain.organizationID == certificate.organizationID
  }
}
