import SlipwayAnswers
import SlipwayProcedures

/// A form of the dashboard that was refused, with what is needed to show it again.
package struct RefusedForm: Sendable {
  /// Where it was posted: a procedure's name, or `sign-in`, `setup`.
  package var action: String
  /// The form's `_form`, which tells forms of one page apart.
  package var form: String
  /// The page it stands on: its `_back`, a local path.
  package var back: String
  /// What was typed, without passwords.
  package var values: [String: [String]]
  package var failure: ErrorAnswer

  init(action: String, fields: TextFields, failure: ErrorAnswer) {
    self.action = action
    form = fields["_form"] ?? action
    back = LocalPath.check(fields["_back"]) ?? "/"
    let typed = fields.fields.filter { !$0.name.hasPrefix("_") && !Self.isHidden($0.name) }
    values = Dictionary(grouping: typed, by: \.name).mapValues { $0.map(\.value) }
    self.failure = failure
  }

  /// Fields that are never sent back into a page.
  private static func isHidden(_ name: String) -> Bool {
    let name = name.lowercased()
    return ["password", "token", "privatekey", "secret"].contains { name.hasSuffix($0) }
  }
}
