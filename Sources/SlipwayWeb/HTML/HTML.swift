import Foundation
package import SlipwayCore

/// Text with markup in it: interpolated strings are escaped, interpolated ``HTML`` is not.
///
/// Literals are `StaticString`s, so text from outside can never enter unescaped by way of `init(stringLiteral:)`.
/// Secrets have no interpolation: whoever shows one writes `reveal()` where all can see it.
package struct HTML: Sendable, Hashable, ExpressibleByStringInterpolation {
  private(set) package var bytes: [UInt8]

  package init() { bytes = [] }

  package init(stringLiteral value: StaticString) {
    bytes = value.withUTF8Buffer { Array($0) }
  }

  package init(stringInterpolation: Interpolation) { bytes = stringInterpolation.bytes }

  /// Markup that is ours already: files of the bundle. Never text that a person typed.
  package init(trusted markup: String) { bytes = Array(markup.utf8) }

  package var isEmpty: Bool { bytes.isEmpty }

  package var text: String { String(decoding: bytes, as: UTF8.self) }

  package static func + (left: HTML, right: HTML) -> HTML {
    var sum = left
    sum.bytes.append(contentsOf: right.bytes)
    return sum
  }

  /// Collects the pieces of a literal.
  package struct Interpolation: StringInterpolationProtocol {
    fileprivate var bytes: [UInt8] = []

    package init(literalCapacity: Int, interpolationCount: Int) {
      bytes.reserveCapacity(literalCapacity + interpolationCount * 24)
    }

    package mutating func appendLiteral(_ literal: StaticString) {
      literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Escapes. Disfavoured, so that a literal in `\(condition ? "<b>" : "<i>")` is markup and not text.
    @_disfavoredOverload
    package mutating func appendInterpolation(_ text: String) { HTMLEscape.append(text, to: &bytes) }
    package mutating func appendInterpolation(_ number: Int) { bytes.append(contentsOf: String(number).utf8) }
    package mutating func appendInterpolation<Entity>(_ id: ID<Entity>) {
      HTMLEscape.append(id.rawValue, to: &bytes)
    }
    package mutating func appendInterpolation(_ html: HTML) { bytes.append(contentsOf: html.bytes) }
    package mutating func appendInterpolation(_ html: HTML?) {
      if let html { bytes.append(contentsOf: html.bytes) }
    }

    /// One piece for each item.
    package mutating func appendInterpolation<Items: Sequence>(
      each items: Items, _ piece: (Items.Element) -> HTML
    ) {
      for item in items { bytes.append(contentsOf: piece(item).bytes) }
    }

    /// The piece when the condition holds.
    package mutating func appendInterpolation(when condition: Bool, _ piece: @autoclosure () -> HTML) {
      if condition { bytes.append(contentsOf: piece().bytes) }
    }
  }
}
