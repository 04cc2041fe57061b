/// A form that was refused: what was typed comes back, with the problem beside its field.
struct FormFailure: Sendable, Hashable {
  /// Which form of the page.
  var form: String
  var message: String
  /// Field → problem.
  var problems: [String: String]
  /// Field → what was typed; without secrets.
  var values: [String: [String]]
}
