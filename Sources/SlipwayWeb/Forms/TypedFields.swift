import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// What was typed into a form, as the values that procedures take.
extension TextFields {
  /// The text without blanks at its ends; empty when the field is not there.
  func text(_ name: String) -> String { (self[name] ?? "").trimmingSpaces() }

  /// A text; `null` when it is empty.
  func optional(_ name: String) -> JSONValue {
    let text = text(name)
    return text.isEmpty ? .null : .string(text)
  }

  func flag(_ name: String) -> JSONValue { .bool(self[name] == "true") }

  /// The lines that are not blank.
  func lines(_ name: String) -> [String] {
    (self[name] ?? "").split(whereSeparator: \.isNewline).map { $0.trimmingSpaces() }.filter { !$0.isEmpty }
  }

  /// - Throws: ``SlipwayError`` `badRequest` naming the field when it is no whole number.
  func integer(_ name: String) throws -> Int? {
    let text = text(name)
    if text.isEmpty { return nil }
    guard let number = Int(text) else { throw SlipwayError.invalid(name, "must be a whole number") }
    return number
  }

  /// - Throws: ``SlipwayError`` `badRequest` naming the field when it is no number.
  func number(_ name: String) throws -> Double {
    guard let number = Double(text(name)), number.isFinite else {
      throw SlipwayError.invalid(name, "must be a number")
    }
    return number
  }

  /// Nanoseconds of a time such as `30s`; `nil` when it is empty.
  /// - Throws: ``SlipwayError`` `badRequest` naming the field.
  func nanoseconds(_ name: String) throws -> Int? { try RuntimeWords.nanoseconds(self[name] ?? "", field: name) }

  /// The text of an environment editor, from its table or its raw text.
  func environment(_ name: String) -> String {
    let text = (self[name] ?? "").replacing("\r\n", with: "\n")
    guard self[name + "-mode"] == "table" else { return text }
    let names = fields.filter { $0.name == name + "-name" }.map { $0.value.trimmingSpaces() }
    let values = fields.filter { $0.name == name + "-value" }.map { $0.value.replacing("\r\n", with: "\n") }
    let pairs = zip(names, values).filter { !$0.0.isEmpty }
    return EnvironmentText.replacing(
      variablesOf: text, with: EnvironmentVariables(pairs.map { .init(name: $0.0, value: $0.1) }))
  }
}
