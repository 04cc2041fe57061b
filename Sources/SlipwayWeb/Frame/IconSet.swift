import Foundation

/// The drawings that `make assets` installed: one `<symbol>` a line. Without them pages have words only.
struct IconSet: Sendable {
  private let symbols: [String: HTML]

  static let bundled = IconSet(
    sprite: (try? String(contentsOf: Assets.folder.appending(path: "vendor/icons.svg"), encoding: .utf8)) ?? "")

  /// - Parameter sprite: lines of `<symbol id="i-name" …>…</symbol>`; other lines are ignored.
  init(sprite: String) {
    var symbols: [String: HTML] = [:]
    for line in sprite.split(separator: "\n") where line.hasPrefix("<symbol id=\"i-") {
      let name = line.dropFirst("<symbol id=\"".count).prefix { $0 != "\"" }
      // A file of ours: the script that makes it takes no text from anywhere but the pinned package.
      symbols[String(name)] = HTML(trusted: String(line))
    }
    self.symbols = symbols
  }

  /// A hidden sprite with each drawing that the page uses, and with those that a live part may come to use.
  func symbols(usedIn page: HTML) -> HTML {
    let names = Self.references(in: page.bytes).union(Self.live)
    let used = names.sorted().compactMap { symbols[$0] }
    guard !used.isEmpty else { return "" }
    return "<svg class=\"sprite\" aria-hidden=\"true\" focusable=\"false\">\(each: used, { $0 })</svg>"
  }

  private static let live = Set(
    [
      Icon.check, .box, .chevron, .database, .error, .alert, .loader, .forbidden, .clock, .rollback, .refresh,
      .rocket,
      .external,
    ]
    .map { "i-" + $0.rawValue })

  private static func references(in bytes: [UInt8]) -> Set<String> {
    let mark = Array("href=\"#i-".utf8)
    var names: Set<String> = []
    var index = 0
    while index + mark.count < bytes.count {
      guard bytes[index] == mark[0], bytes[index...].starts(with: mark) else {
        index += 1
        continue
      }
      let name = bytes[(index + mark.count - 2)...].prefix { $0 != UInt8(ascii: "\"") }
      names.insert(String(decoding: name, as: UTF8.self))
      index += mark.count
    }
    return names
  }
}
