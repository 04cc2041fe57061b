package import Foundation

/// A registry of images, and who we are there.
package struct Registry: Sendable, Hashable {
  package var id: ID<Registry>
  package var organizationID: ID<Organization>
  package var name: String
  /// Stands before the name of a pushed image; the user's name when there is none.
  package var imagePrefix: String?
  package var username: String
  /// Sealed at rest.
  package var password: Secret
  /// `host` or `host:port`; empty for Docker Hub.
  package var url: String
  package var createdAt: Date

  package init(
    id: ID<Registry> = .random(), organizationID: ID<Organization>, name: String, imagePrefix: String? = nil,
    username: String, password: Secret, url: String = "", createdAt: Date
  ) {
    self.id = id
    self.organizationID = organizationID
    self.name = name
    self.imagePrefix = imagePrefix
    self.username = username
    self.password = password
    self.url = url
    self.createdAt = createdAt
  }

  /// - Returns: the host as images name it: without a scheme and slashes; empty for Docker Hub.
  /// - Throws: ``SlipwayError`` `badRequest` naming `registryUrl`.
  package static func normalizeURL(_ typed: String) throws -> String {
    var rest = typed.trimmingSpaces().lowercased()
    for scheme in ["https://", "http://"] where rest.hasPrefix(scheme) { rest.removeFirst(scheme.count) }
    while rest.hasSuffix("/") { rest.removeLast() }
    let isHub = typed.trimmingSpaces().isEmpty
    if isHub || ["docker.io", "index.docker.io", "index.docker.io/v1", "registry-1.docker.io"].contains(rest) {
      return ""
    }
    let halves = rest.split(separator: ":", omittingEmptySubsequences: false)
    let isPort = halves.count == 1 || (halves.count == 2 && Int(halves[1]).map { (1...65535).contains($0) } ?? false)
    // Whether it leads to this machine is looked at when it is asked.
    guard isPort, !rest.hasPrefix("169.254."), let host = halves.first,
      (try? Hostname.normalize(String(host))) != nil,
      host.contains(".") || halves.count == 2 || host == "localhost"
    else {
      throw SlipwayError.invalid("registryUrl", "must be a host with an optional port, such as registry.example.com")
    }
    return rest
  }

  /// - Throws: ``SlipwayError`` `badRequest` naming `imagePrefix`.
  package static func normalizePrefix(_ typed: String?) throws -> String? {
    guard let text = typed?.trimmingSpaces(), !text.isEmpty else { return nil }
    guard let parsed = try? ImageReference(parsing: "\(text)/x"), parsed.tag == nil, parsed.digest == nil,
      text.utf8.count <= 128
    else {
      throw SlipwayError.invalid("imagePrefix", "may have lowercase letters, digits, '._-' and '/'")
    }
    return text
  }

  /// Where it is, for a person.
  package var place: String { url.isEmpty ? "Docker Hub" : url }

  /// Whether an image is of this registry: only there may its password be sent.
  package func holds(_ image: ImageReference) -> Bool {
    let host = image.registry == "index.docker.io" ? "docker.io" : image.registry
    return host == (url.isEmpty ? "docker.io" : url)
  }

  /// The name that an image of ours has there.
  /// - Throws: ``SlipwayError`` `badRequest` naming `imagePrefix` when the user's name is none for an image.
  package func repository(of appName: String) throws -> String {
    let owner = imagePrefix ?? username.lowercased()
    let name = [url, owner, appName].filter { !$0.isEmpty }.joined(separator: "/")
    guard (try? ImageReference(parsing: name)) != nil else {
      throw SlipwayError.invalid(
        "imagePrefix", "is needed: the user name '\(username)' cannot stand in the name of an image")
    }
    return name
  }
}
