import Foundation

/// Sizes and shares as people write them.
enum Amounts {
  /// Bytes with the largest unit that keeps them short: `512m`, `1.5g`.
  static func bytes(_ count: Int) -> String {
    var value = Double(count)
    var unit = ""
    for next in ["k", "m", "g", "t"] where value >= 1024 {
      value /= 1024
      unit = next
    }
    return plain(value) + unit
  }

  /// Nano-CPUs as cores: `0.5`.
  static func cores(nanoCPUs: Int) -> String { plain(Double(nanoCPUs) / 1e9) }

  /// Nanoseconds as seconds, `30s` or `500ms`.
  static func seconds(nanoseconds: Int) -> String {
    nanoseconds % 1_000_000_000 == 0
      ? "\(nanoseconds / 1_000_000_000)s" : plain(Double(nanoseconds) / 1e6) + "ms"
  }

  /// A number without needless zeros.
  static func plain(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15
      ? String(Int(value)) : String(format: "%.3f", value).trimmingZeros()
  }

  /// `1 project`, `3 projects`.
  static func count(_ number: Int, _ noun: String) -> String {
    number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
  }
}

extension String {
  fileprivate func trimmingZeros() -> String {
    var text = self
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }
}
