/// Splits a typed command line into words: blanks separate, quotes group, a backslash takes the next character as it
/// is. Nothing is expanded, because no shell will see it.
package enum CommandWords {
  /// - Throws: ``SlipwayError`` `badRequest` naming `field` when a quote is not closed.
  package static func split(_ line: String, field: String) throws -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var characters = line.makeIterator()
    while let character = characters.next() {
      if let open = quote {
        if character == open {
          quote = nil
        } else if character == "\\", open == "\"", let next = characters.next() {
          word = (word ?? "") + (next == "\"" || next == "\\" ? String(next) : "\\\(next)")
        } else {
          word = (word ?? "") + String(character)
        }
      } else if character == "'" || character == "\"" {
        quote = character
        word = word ?? ""
      } else if character == "\\", let next = characters.next() {
        word = (word ?? "") + String(next)
      } else if character.isWhitespace {
        if let done = word { words.append(done) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    if quote != nil { throw SlipwayError.invalid(field, "has a quote that is not closed") }
    if let last = word { words.append(last) }
    return words
  }
}
