import Foundation
import SlipwayCore
import Synchronization

/// Which images that lie on this server an organisation was let have by their registry, so that not every build asks again.
final class ProvenImages: Sendable {
  private static let most = 10_000
  /// What may change at a registry is asked for again after a day; one that could not be asked, sooner.
  static let lasting: TimeInterval = 86_400
  static let short: TimeInterval = 300
  private let known = Mutex<[String: Date]>([:])

  func holds(_ image: DockerImageName, at now: Date) -> Bool {
    known.withLock { $0[image.text].map { $0 > now } ?? false }
  }

  func note(_ image: DockerImageName, until end: Date) {
    known.withLock { known in
      if known.count >= Self.most { known = [:] }
      known[image.text] = end
    }
  }
}

/// An image by its name, as an organisation means it.
struct DockerImageName: Sendable, Hashable {
  var organization: ID<Organization>
  var name: String
  var identity: String

  var text: String { "\(organization) \(name) \(identity)" }
}
