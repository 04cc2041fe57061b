package import SlipwayCore

/// A program and its arguments as words; there is no shell that could read them in another way.
package struct Command: Sendable, Hashable {
  /// One argument. Text that a ``Secret`` was interpolated into is a secret as a whole.
  package enum Word: Sendable, Hashable {
    case plain(String)
    /// Prints as `‹secret›`. A host refuses to put it into an argument vector, which everybody on the machine may read.
    case secret(Secret)
  }
  /// What the program reads from its standard input; always through a pipe.
  package enum Input: Sendable, Hashable {
    case none
    case secret(Secret)
    case bytes([UInt8])
    /// The content of a file of the machine that Slipway runs on, read as the program wants it.
    case file(String)
  }

  package var words: [Word]
  /// Added to the host's minimal environment, which holds no secret.
  package var environment: [String: Secret] = [:]
  /// The program is told nothing of its surroundings but ``environment``: for one that lets others name variables.
  package var isBare = false
  /// The root folder when `nil`.
  package var workingDirectory: String?
  package var input = Input.none
  /// After it the whole process group is ended and `timeout` is thrown.
  package var deadline: Duration?
  /// What a program carries that another part of the machine starts for this one, as Docker does within a container: it is
  /// ended with this one, which alone would not reach it.
  package var mark: ProcessMark?
  /// On another machine: as the user that it is reached by, who does not become root for it.
  package var keepsUser = false
  /// Leaves processor and disk to everybody else, as builds do.
  package var isLowPriority = false
  /// Reaches other machines only, by the web's protocols, and nothing that is on this one; see ``Fence``.
  package var isFenced = false

  package init(_ words: [String]) { self.words = words.map(Word.plain) }

  package init(words: [Word]) { self.words = words }

  /// The words that follow.
  package mutating func append(_ more: String...) { words += more.map(Word.plain) }
}

/// A variable in the environment of processes, by which they are found again wherever they run on this machine.
package struct ProcessMark: Sendable, Hashable {
  package var name: String
  package var value: String

  package init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}

extension Command: ExpressibleByArrayLiteral {
  package init(arrayLiteral elements: Word...) { words = elements }
}

extension Command: CustomStringConvertible {
  /// For people: words with blanks are quoted, secrets are masked.
  package var description: String { words.map(\.description).joined(separator: " ") }
}

extension Command.Word: CustomStringConvertible {
  package var description: String {
    switch self {
    case .plain(let text):
      text.isEmpty || text.contains(where: { $0.isWhitespace || $0 == "'" })
        ? "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'" : text
    case .secret: Secret.mask
    }
  }
}

extension Command.Word: ExpressibleByStringInterpolation {
  /// Gathers the pieces of a word and remembers whether one of them was secret.
  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = ""
    fileprivate var isSecret = false

    package init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }

    package mutating func appendLiteral(_ literal: String) { text += literal }

    package mutating func appendInterpolation(_ secret: Secret) {
      text += secret.reveal()
      isSecret = true
    }

    package mutating func appendInterpolation(_ value: some CustomStringConvertible) { text += value.description }
  }

  package init(stringLiteral value: String) { self = .plain(value) }

  package init(stringInterpolation: StringInterpolation) {
    self = stringInterpolation.isSecret ? .secret(Secret(stringInterpolation.text)) : .plain(stringInterpolation.text)
  }
}
