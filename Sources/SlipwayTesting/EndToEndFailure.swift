/// What went wrong around an end-to-end test, in words that a log can hold.
package struct EndToEndFailure: Error, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}
