package import SlipwayCore

/// The routes of one application: its domains, the release that serves them, and the probe of one that may serve next.
package struct TrafficRoutes: Sendable, Hashable {
  package var appName: String
  package var domains: [Domain]
  /// What requests go to; `nil` when nothing serves.
  package var serving: RouteTarget?
  package var probe: RouteProbe?
  /// In the order in which they are tried.
  package var redirects: [Redirect] = []
  /// Who is let in; everybody when there are none.
  package var logins: [BasicAuth] = []

  package init(appName: String, domains: [Domain], serving: RouteTarget?, probe: RouteProbe? = nil) {
    self.appName = appName
    self.domains = domains
    self.serving = serving
    self.probe = probe
  }

  /// - Returns: the file's content; `nil` when there is nothing to route and the file must not exist.
  package func document() -> TraefikDocument? {
    var parts = Parts()
    let routable = domains.filter { $0.isEnabled && Self.isSafe($0) }
    for domain in routable {
      if let address = serving?.address(of: domain) { add(domain, serving: address, to: &parts) }
      if let probe, let address = probe.target.address(of: domain) {
        add(domain, probe: probe, at: address, to: &parts)
      }
    }
    guard !parts.routers.isEmpty else { return nil }
    if let probe { parts.middlewares[probeHeaderName] = Self.header(of: probe) }
    return TraefikDocument(routers: parts.routers, services: parts.services, middlewares: parts.middlewares)
  }

  /// - Returns: the service that the real routes of a document point at.
  static func served(by document: TraefikDocument, appName: String) -> String? {
    let own = (document.http.services ?? [:]).filter { $0.key.hasPrefix("\(appName)-service-") }
    let address = own.values.first?.loadBalancer.servers.first?.url.split(separator: "/").last
    return address?.split(separator: ":").first.map(String.init)
  }

  /// The rule that a domain's requests match.
  package static func rule(of domain: Domain) -> String {
    domain.path == "/" ? "Host(`\(domain.host)`)" : "Host(`\(domain.host)`) && PathPrefix(`\(domain.path)`)"
  }

  /// Whether nothing in the domain can end the rule, the URL or the name that it stands in. Validation made sure of it
  /// when the domain was saved; what is written into the proxy's rules is checked where it is written, too.
  package static func isSafe(_ domain: Domain) -> Bool {
    var copy = domain
    return (try? copy.normalize()) != nil && copy.host == domain.host
  }

  private struct Parts {
    var routers: [String: TraefikDocument.Router] = [:]
    var services: [String: TraefikDocument.Backend] = [:]
    var middlewares: [String: TraefikDocument.Middleware] = [:]
  }
}

extension TrafficRoutes {
  private var probeHeaderName: String { "probe-\(appName)" }

  private func add(_ domain: Domain, serving: String, to parts: inout Parts) {
    let key = domain.uniqueConfigKey
    let service = "\(appName)-service-\(key)"
    // Redirects see the address as the browser has it, before a prefix changes it; nobody needs a password to be sent to
    // where it is asked for.
    let chain = addGuards(to: &parts) + addPrefixes(of: domain, to: &parts) + domain.middlewares
    let redirects = domain.https && domain.customEntrypoint == nil
    parts.services[service] = TraefikDocument.Backend(url: "http://\(serving):\(domain.port)")
    let first = redirects ? [SharedMiddlewares.redirectToHTTPS] : chain
    parts.routers["\(appName)-router-\(key)"] = TraefikDocument.Router(
      rule: Self.rule(of: domain), service: service, entryPoints: [domain.customEntrypoint ?? EntryPoint.web],
      middlewares: first.isEmpty ? nil : first,
      tls: domain.https && domain.customEntrypoint != nil ? Self.tls(of: domain) : nil)
    guard redirects else { return }
    parts.routers["\(appName)-router-websecure-\(key)"] = TraefikDocument.Router(
      rule: Self.rule(of: domain), service: service, entryPoints: [EntryPoint.websecure],
      middlewares: chain.isEmpty ? nil : chain, tls: Self.tls(of: domain))
  }

  /// The user's own middlewares are left out: a password or an address list is no sign that the release is ill. No
  /// certificate is asked for either: a release that never serves must not use up an ACME server's patience.
  private func add(_ domain: Domain, probe: RouteProbe, at address: String, to parts: inout Parts) {
    let name = "\(appName)-probe-\(domain.uniqueConfigKey)"
    let prefixes = addPrefixes(of: domain, to: &parts)
    let secure = domain.https && domain.customEntrypoint == nil
    parts.services[name] = TraefikDocument.Backend(url: "http://\(address):\(domain.port)")
    parts.routers[name] = TraefikDocument.Router(
      rule: Self.rule(of: domain) + " && Header(`\(RouteProbe.header)`, `\(probe.nonce)`)", service: name,
      entryPoints: [secure ? EntryPoint.websecure : EntryPoint.web], middlewares: [probeHeaderName] + prefixes,
      priority: RouteProbe.priority, tls: secure ? TraefikDocument.TLS() : nil)
  }

  /// The redirects and the login of the service, which all its domains share.
  /// - Returns: the names of the middlewares, in their order.
  private func addGuards(to parts: inout Parts) -> [String] {
    var names: [String] = []
    for redirect in redirects {
      let name = "redirect-\(appName)-\(redirect.uniqueConfigKey)"
      names.append(name)
      parts.middlewares[name] = TraefikDocument.Middleware(
        redirectRegex: TraefikDocument.RedirectRegex(
          regex: redirect.regex, replacement: redirect.replacement, permanent: redirect.isPermanent))
    }
    guard !logins.isEmpty else { return names }
    let name = "auth-\(appName)"
    let users = logins.map { "\($0.username):\($0.passwordHash.reveal())" }
    parts.middlewares[name] = TraefikDocument.Middleware(
      basicAuth: TraefikDocument.BasicAuth(users: users, removeHeader: true))
    return names + [name]
  }

  /// - Returns: the names of the middlewares that were added, in their order.
  private func addPrefixes(of domain: Domain, to parts: inout Parts) -> [String] {
    var names: [String] = []
    if domain.stripPath, domain.path != "/" {
      names.append("stripprefix-\(appName)-\(domain.uniqueConfigKey)")
      parts.middlewares[names[0]] = TraefikDocument.Middleware(
        stripPrefix: TraefikDocument.StripPrefix(prefixes: [domain.path]))
    }
    if domain.internalPath != "/", domain.internalPath != domain.path {
      let name = "addprefix-\(appName)-\(domain.uniqueConfigKey)"
      names.append(name)
      parts.middlewares[name] = TraefikDocument.Middleware(
        addPrefix: TraefikDocument.AddPrefix(prefix: domain.internalPath))
    }
    return names
  }

  private static func header(of probe: RouteProbe) -> TraefikDocument.Middleware {
    TraefikDocument.Middleware(
      headers: TraefikDocument.Headers(
        customRequestHeaders: [RouteProbe.header: ""], customResponseHeaders: [RouteProbe.header: probe.nonce]))
  }

  private static func tls(of domain: Domain) -> TraefikDocument.TLS {
    switch domain.certificateType {
    case .letsencrypt: TraefikDocument.TLS(certResolver: EntryPoint.resolver)
    case .custom: TraefikDocument.TLS(certResolver: domain.customCertResolver)
    case .none: TraefikDocument.TLS()
    }
  }
}
