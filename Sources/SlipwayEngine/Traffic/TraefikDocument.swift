import SlipwayCore
import Yams

/// One file of Traefik's file provider, as values; it becomes text only through the YAML library.
package struct TraefikDocument: ProxyDocument, Hashable, Codable {
  package var http: HTTP

  /// Nothing may be an empty map: Traefik refuses a `services:` without a service.
  package init(
    routers: [String: Router] = [:], services: [String: Backend] = [:], middlewares: [String: Middleware] = [:]
  ) {
    http = HTTP(
      routers: routers.isEmpty ? nil : routers, services: services.isEmpty ? nil : services,
      middlewares: middlewares.isEmpty ? nil : middlewares)
  }

  /// The `http` section.
  package struct HTTP: Sendable, Hashable, Codable {
    package var routers: [String: Router]?
    package var services: [String: Backend]?
    package var middlewares: [String: Middleware]?
  }

  /// Which requests go where.
  package struct Router: Sendable, Hashable, Codable {
    package var rule: String
    package var service: String
    package var entryPoints: [String]
    package var middlewares: [String]?
    package var priority: Int?
    package var tls: TLS?
  }

  /// Ends TLS; without a resolver it uses whatever certificate is there.
  package struct TLS: Sendable, Hashable, Codable {
    package var certResolver: String?

    package init(certResolver: String? = nil) { self.certResolver = certResolver }
  }

  /// Servers that requests are shared among.
  package struct Backend: Sendable, Hashable, Codable {
    package var loadBalancer: LoadBalancer

    package init(url: String) {
      loadBalancer = LoadBalancer(servers: [Server(url: url)], passHostHeader: true)
    }
  }

  /// The servers of a backend.
  package struct LoadBalancer: Sendable, Hashable, Codable {
    package var servers: [Server]
    package var passHostHeader: Bool
  }

  /// One server.
  package struct Server: Sendable, Hashable, Codable {
    package var url: String
  }

  /// What changes a request or an answer on its way; one of them is set.
  package struct Middleware: Sendable, Hashable, Codable {
    package var stripPrefix: StripPrefix?
    package var addPrefix: AddPrefix?
    package var redirectScheme: RedirectScheme?
    package var headers: Headers?
    package var redirectRegex: RedirectRegex?
    package var basicAuth: BasicAuth?
  }

  /// Takes a prefix off the path.
  package struct StripPrefix: Sendable, Hashable, Codable {
    package var prefixes: [String]
  }

  /// Puts a prefix before the path.
  package struct AddPrefix: Sendable, Hashable, Codable {
    package var prefix: String
  }

  /// Sends the browser to another scheme.
  package struct RedirectScheme: Sendable, Hashable, Codable {
    package var scheme: String
    package var permanent: Bool
    package var port: String?
  }

  /// Sends the browser to an address that is made of the one it asked for.
  package struct RedirectRegex: Sendable, Hashable, Codable {
    package var regex: String
    package var replacement: String
    package var permanent: Bool
  }

  /// Asks for a name and a password.
  package struct BasicAuth: Sendable, Hashable, Codable {
    /// `name:hash`.
    package var users: [String]
    /// Whether the application does not see them.
    package var removeHeader: Bool
  }

  /// Sets headers; an empty value removes one.
  package struct Headers: Sendable, Hashable, Codable {
    package var customRequestHeaders: [String: String]?
    package var customResponseHeaders: [String: String]?
  }

  /// - Returns: `nil` when the text is no document of ours.
  init?(yaml text: String) {
    guard let document = try? YAMLDecoder().decode(Self.self, from: text) else { return nil }
    self = document
  }

  /// The file's text: keys in order, so that equal documents are equal bytes.
  ///
  /// The proxy reads its dynamic files as Go templates first: braces that somebody typed must not become one of them.
  package func yaml() throws -> String { try Self.text(of: self).replacing("{{", with: "{{`{{`}}") }

  /// - Throws: ``SlipwayError`` `internal` when the library refuses the value.
  static func text(of value: some Encodable) throws -> String {
    let encoder = YAMLEncoder()
    encoder.options.sortKeys = true
    encoder.options.width = -1
    encoder.options.allowUnicode = false
    do {
      return try encoder.encode(value)
    } catch {
      throw SlipwayError(.internal, "A document for the proxy could not be written as YAML.", cause: error)
    }
  }
}
