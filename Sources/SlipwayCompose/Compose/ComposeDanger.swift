import Crypto
import Foundation
import SlipwayCore

/// Something in a compose file that reaches beyond the stack: to the host, or to what belongs to others.
package struct ComposeDanger: Sendable, Hashable, Codable {
  /// Where it stands in the user's file.
  package var line: Int?
  /// As in `services.web.privileged`.
  package var path: String
  /// What it would give the stack, as a clause: "gives the container all of the host".
  package var reason: String
  /// Stands for what is asked, with the values of its variables, wherever it stands: who allows it allows nothing else.
  package var digest: String

  /// - Parameter asked: what stands there, in one spelling.
  init(line: Int?, path: String, reason: String, asked: String) {
    self.line = line
    self.path = path
    self.reason = reason
    let text = "\(path)\0\(reason)\0\(asked)"
    digest = SHA256.hash(data: Data(text.utf8)).hexadecimal
  }

  package var sentence: String { (line.map { "line \($0): " } ?? "") + "\(path) \(reason)" }
}
