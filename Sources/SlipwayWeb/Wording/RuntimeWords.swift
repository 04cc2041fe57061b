import SlipwayCore

/// Amounts of the run-time settings as people type them; what cannot be read is shown as it is.
enum RuntimeWords {
  static func memory(_ stored: String?) -> String? {
    guard let stored, !stored.isEmpty else { return nil }
    return (try? ByteCount(parsing: stored, field: "")).map { Amounts.bytes($0.bytes) } ?? stored
  }

  static func cores(_ stored: String?) -> String? {
    guard let stored, !stored.isEmpty else { return nil }
    return (try? CPUCount(parsing: stored, field: "")).map { Amounts.cores(nanoCPUs: $0.nanoCPUs) } ?? stored
  }

  static func seconds(_ nanoseconds: Int?) -> String { nanoseconds.map(Amounts.seconds(nanoseconds:)) ?? "" }

  /// Nanoseconds of `30s`, `500ms`, `2m` or plain seconds; `nil` for an empty text.
  /// - Throws: ``SlipwayError`` `badRequest` naming `field`.
  static func nanoseconds(_ typed: String, field: String) throws -> Int? {
    let text = typed.trimmingSpaces().lowercased()
    if text.isEmpty { return nil }
    let units: [(suffix: String, factor: Double)] = [("ms", 1e6), ("s", 1e9), ("m", 6e10), ("h", 3.6e12)]
    let unit = units.first { text.hasSuffix($0.suffix) }
    let digits = unit.map { String(text.dropLast($0.suffix.count)) } ?? text
    guard let number = Double(digits.trimmingSpaces()), number >= 0, number * (unit?.factor ?? 1e9) < 9e15 else {
      throw SlipwayError.invalid(field, "must be a time such as 30s, 500ms or 2m")
    }
    return Int(number * (unit?.factor ?? 1e9))
  }
}
