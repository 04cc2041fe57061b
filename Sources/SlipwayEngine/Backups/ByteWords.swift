/// Amounts of bytes for a person.
package enum ByteWords {
  /// Such as `1.5 GiB`.
  package static func text(_ bytes: Int) -> String {
    var (amount, unit) = (Double(bytes), 0)
    let units = ["bytes", "KiB", "MiB", "GiB", "TiB"]
    while amount >= 1024, unit < units.count - 1 { (amount, unit) = (amount / 1024, unit + 1) }
    guard unit > 0 else { return "\(bytes) bytes" }
    let tenths = Int((amount * 10).rounded())
    return tenths % 10 == 0 || tenths >= 1000
      ? "\(tenths / 10) \(units[unit])" : "\(tenths / 10).\(tenths % 10) \(units[unit])"
  }
}
