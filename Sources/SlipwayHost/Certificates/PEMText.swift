import Foundation

/// A block of a PEM text, such as a certificate.
struct PEMBlock: Hashable {
  /// `CERTIFICATE`, `RSA PRIVATE KEY` …
  var label: String
  var bytes: [UInt8]

  /// As it is written, in lines of 64 characters.
  var text: String {
    let body = Data(bytes).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
    return "-----BEGIN \(label)-----\n\(body)\n-----END \(label)-----\n"
  }

  /// - Returns: the blocks in their order, whatever stands between them; `nil` when one does not end or is no base64.
  static func all(in text: String) -> [PEMBlock]? {
    var blocks: [PEMBlock] = []
    var open: (label: String, body: String)?
    for line in text.split(whereSeparator: \.isNewline).map({ $0.trimmingCharacters(in: .whitespaces) }) {
      if let label = Self.label(line, "BEGIN") {
        guard open == nil else { return nil }
        open = (label, "")
      } else if let label = Self.label(line, "END") {
        guard let block = open, block.label == label, let data = Data(base64Encoded: block.body) else { return nil }
        blocks.append(PEMBlock(label: label, bytes: [UInt8](data)))
        open = nil
      } else {
        open?.body += line
      }
    }
    return open == nil ? blocks : nil
  }

  private static func label(_ line: String, _ word: String) -> String? {
    let (start, end) = ("-----\(word) ", "-----")
    guard line.hasPrefix(start), line.hasSuffix(end), line.count > start.count + end.count else { return nil }
    return String(line.dropFirst(start.count).dropLast(end.count))
  }
}
