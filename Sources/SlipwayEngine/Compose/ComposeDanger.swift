/// Something in a compose file that reaches beyond the stack: to the host, or to what belongs to others.
package struct ComposeDanger: Sendable, Hashable {
  /// Where it stands in the user's file.
  package var line: Int?
  /// As in `services.web.privileged`.
  package var path: String
  /// What it would give the stack, as a clause: "gives the container all of the host".
  package var reason: String

  package var sentence: String { (line.map { "line \($0): " } ?? "") + "\(path) \(reason)" }
}
