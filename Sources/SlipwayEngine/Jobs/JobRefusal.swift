/// A failure that another attempt would not mend; the sentence is for the person who asked.
package struct JobRefusal: Error, Sendable {
  package var message: String

  package init(_ message: String) { self.message = message }
}
