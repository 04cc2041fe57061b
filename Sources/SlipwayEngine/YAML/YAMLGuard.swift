import Foundation
import SlipwayCore

/// Refuses what makes a YAML parser work without end before any parser sees it: a collection as a key is hashed whole,
/// with all that its aliases stand for. No compose file has one.
enum YAMLGuard {
  static func refuseCostlyKeys(_ text: String, field: String) throws {
    guard text.contains("*"), text.contains("&") else { return }
    var number = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      number += 1
      guard hasCostlyKey(line) else { continue }
      throw SlipwayError.invalid(field, "line \(number): an alias or a list cannot be a key; write the key out")
    }
  }

  private static func hasCostlyKey(_ line: Substring) -> Bool {
    if line.wholeMatch(of: #/[\s\-]*\?\s+[*&\[{].*/#) != nil || line.wholeMatch(of: #/[\s\-]*\?\s*/#) != nil {
      return true
    }
    guard line.contains("*") else { return false }
    return line.contains(#/(^|[\s,{\[\-?])\*[^\s,\[\]{}]+\s*:(\s|$)/#)
      || line.contains(#/\*[^\s,\[\]{}]+\s*[\]}]+\s*:/#)
  }
}
