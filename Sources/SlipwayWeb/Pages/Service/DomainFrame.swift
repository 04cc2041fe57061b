import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// A service that domains lead to.
protocol DomainFrame: ServiceFrame {
  var domains: [DomainRow] { get }
  /// Of a compose stack: the services that a domain may lead to, as far as they are known.
  var serviceNames: [String] { get }
  /// What holds for all its domains: redirects, and who is let in.
  func rules(_ context: PageContext) -> HTML
}

extension DomainFrame {
  var serviceNames: [String] { [] }
  func rules(_ context: PageContext) -> HTML { "" }
}

/// Where to open a service.
enum DomainAddress {
  /// The first domain that is on.
  static func html(of domains: [DomainRow]) -> HTML? {
    guard let domain = domains.first(where: \.enabled) else { return nil }
    let shown = domain.host + (domain.path == "/" ? "" : domain.path)
    let url = SafeURL.outside("\(domain.https ? "https" : "http")://\(shown)")
    return """
      <a class="app-url" href="\(url)" target="_blank" rel="noopener">\(shown)\(icon(.external))</a>
      """
  }
}
