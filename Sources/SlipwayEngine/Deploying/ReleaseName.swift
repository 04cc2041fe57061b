import Crypto
import Foundation
package import SlipwayCore

/// The names of one release's service.
package enum ReleaseName {
  /// The application's name and ten characters that stand for the deployment: the same again after a crash, another
  /// for every other deployment. At most 63 characters, a DNS label.
  package static func service(appName: String, deployment: ID<Deployment>) -> String {
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz0123456789")
    let digest = Array(SHA256.hash(data: Data(deployment.rawValue.utf8)))
    let suffix = digest.prefix(10).map { String(alphabet[Int($0) % alphabet.count]) }.joined()
    var start = appName.prefix(50)
    while start.last == "-" { start.removeLast() }
    return "\(start)-\(suffix)"
  }
}
