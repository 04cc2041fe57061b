/// An ordered list of variables, read from the text that a person types in the `.env` format.
///
/// The value that is typed is the value that a process gets, byte for byte:
/// - unquoted: the rest of the line without blanks at its ends; a `#` begins a comment only after a blank;
/// - `'…'` and `` `…` ``: everything in between, over several lines if need be;
/// - `"…"`: likewise, and `\n`, `\r`, `\"` and `\\` stand for a line feed, a carriage return, a quote, a backslash.
///
/// There is no `$` expansion. Of a name that occurs twice the last value counts, at the first one's place.
package struct EnvironmentVariables: Sendable, Hashable {
  /// One name and its value.
  package struct Variable: Sendable, Hashable {
    package var name: String
    package var value: String

    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  package private(set) var variables: [Variable]
  /// The numbers, from 1, of lines that are neither a variable nor a comment nor blank.
  package private(set) var ignoredLines: [Int] = []
  /// Where each name is.
  private var places: [String: Int] = [:]

  package init(_ variables: [Variable] = []) {
    self.variables = []
    for variable in variables { set(variable) }
  }

  package init(parsing text: String) {
    variables = []
    var parser = EnvironmentParser(text)
    while let item = parser.next() {
      switch item {
      case .variable(let variable): set(variable)
      case .ignored(let line): ignoredLines.append(line)
      }
    }
  }

  package subscript(name: String) -> String? { places[name].map { variables[$0].value } }

  /// Text in the `.env` format that parses back to exactly these variables.
  package func rendered() -> String {
    variables.map { "\($0.name)=\(EnvironmentParser.quoted($0.value))\n" }.joined()
  }

  private mutating func set(_ variable: Variable) {
    if let index = places[variable.name] {
      variables[index].value = variable.value
    } else {
      places[variable.name] = variables.count
      variables.append(variable)
    }
  }
}
