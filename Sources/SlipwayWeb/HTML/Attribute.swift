/// An attribute with its leading space, or nothing.
enum Attribute {
  /// A Boolean attribute, such as `checked`.
  static func flag(_ name: StaticString, _ isSet: Bool) -> HTML {
    isSet ? " \(HTML(stringLiteral: name))" : ""
  }

  /// An attribute that is left out when there is no value.
  static func value(_ name: StaticString, _ value: String?) -> HTML {
    guard let value else { return "" }
    return " \(HTML(stringLiteral: name))=\"\(value)\""
  }
}
