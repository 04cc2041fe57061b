import SlipwayCore

/// Published fields that stand for features which are not there yet, with the values that they have for everybody. They are
/// answered, and accepted with these values only: nothing is taken and then forgotten.
struct LaterFields {
  package let defaults: [String: JSONValue]
  /// Values that mean the same as the default.
  var alsoAccepted: [String: [JSONValue]] = [:]

  /// - Throws: ``SlipwayError`` `badRequest` naming the field when the value would need the feature.
  package func check(_ field: String, _ value: JSONValue) throws {
    guard let standard = defaults[field] else { return }
    let isEmpty = value == .null || value == .string("") || value == .array([])
    guard isEmpty || value == standard || alsoAccepted[field]?.contains(value) ?? false else {
      throw SlipwayError.invalid(field, "is not supported by this version yet; leave it out")
    }
  }
}
