/// How an input names a machine: a server by its identifier, and the machine that Slipway runs on by what forms and published
/// clients send for it.
package enum MachineWord {
  /// A field that was left out, an empty one, and what clients make of a value that they do not have.
  private static let here: Set = ["", "local", "undefined", "null"]

  /// - Returns: `nil` is the machine that Slipway runs on.
  package static func server(_ text: String?) -> ID<Server>? {
    guard let text, !here.contains(text) else { return nil }
    return ID(text)
  }
}
