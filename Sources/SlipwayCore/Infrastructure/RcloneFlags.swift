/// Which flags for rclone a person may add: those that tune a transfer within the server's means, and none that names a
/// file, a command, a credential or another place. A list of what is open, never of what is closed.
package enum RcloneFlags {
  /// What may stand behind the `=`.
  private enum Value {
    /// Nothing, or a truth value.
    case truth
    case word
    case number(ClosedRange<Int>)
    /// Bytes; without a unit, as rclone has it, KiB.
    case size(ClosedRange<Int>)
    /// Seconds; never without an end.
    case time(ClosedRange<Int>)

    static func mebibytes(_ least: Int, _ most: Int) -> Value { .size(least << 20...most << 20) }
  }

  private static let patience = Value.time(1...3600)
  private static let known: [String: Value] = [
    "--bwlimit": .word, "--buffer-size": .mebibytes(0, 256), "--checkers": .number(1...64), "--checksum": .truth,
    "--contimeout": patience, "--disable-http2": .truth, "--expect-continue-timeout": patience, "--fast-list": .truth,
    "--ignore-checksum": .truth, "--low-level-retries": .number(1...100), "--no-check-certificate": .truth,
    "--no-traverse": .truth, "--retries": .number(1...10), "--size-only": .truth,
    "--streaming-upload-cutoff": .mebibytes(0, 64), "--timeout": patience, "--tpslimit": .number(0...10_000),
    "--tpslimit-burst": .number(1...10_000), "--transfers": .number(1...64), "--use-server-modtime": .truth,
    "--user-agent": .word,
    "--s3-acl": .word, "--s3-bucket-acl": .word, "--s3-storage-class": .word, "--s3-server-side-encryption": .word,
    "--s3-sse-kms-key-id": .word, "--s3-requester-pays": .truth, "--s3-no-check-bucket": .truth,
    "--s3-force-path-style": .truth, "--s3-use-accelerate-endpoint": .truth, "--s3-v2-auth": .truth,
    "--s3-no-head": .truth, "--s3-no-head-object": .truth, "--s3-disable-checksum": .truth,
    "--s3-disable-http2": .truth, "--s3-leave-parts-on-error": .truth, "--s3-region": .word,
    "--s3-location-constraint": .word, "--s3-list-chunk": .number(1...1000), "--s3-list-version": .number(0...2),
    "--s3-list-url-encode": .word, "--s3-upload-cutoff": .mebibytes(0, 5120), "--s3-copy-cutoff": .mebibytes(0, 5120),
    "--s3-chunk-size": .mebibytes(5, 128), "--s3-upload-concurrency": .number(1...16),
    "--s3-max-upload-parts": .number(100...10_000),
  ]
  /// Parts of an upload that are in memory at once.
  private static let largestUpload = 512 << 20

  /// - Throws: ``SlipwayError`` `badRequest` naming `field`.
  package static func check(_ flags: [String], field: String) throws {
    var numbers = ["--s3-chunk-size": 16 << 20, "--s3-upload-concurrency": 4]
    for flag in flags {
      let name = String(flag.prefix { $0 != "=" })
      let value = flag.dropFirst(name.count + 1)
      guard isSpeltRight(name, value), flag.utf8.count <= 200 else {
        throw SlipwayError.invalid(field, "'\(flag.prefix(60))' must look like --flag or --flag=value")
      }
      guard let kind = known[name] else {
        throw SlipwayError.invalid(
          field, "the flag \(name.prefix(60)) is not taken here: it does not tune a transfer")
      }
      numbers[name] = try number(of: String(value), kind, flag, field)
    }
    let (size, count) = (numbers["--s3-chunk-size"] ?? 0, numbers["--s3-upload-concurrency"] ?? 0)
    guard size * count <= largestUpload else {
      throw SlipwayError.invalid(
        field, "--s3-chunk-size times --s3-upload-concurrency may be \(largestUpload >> 20) MiB at most")
    }
  }

  private static func isSpeltRight(_ name: String, _ value: Substring) -> Bool {
    name.hasPrefix("--")
      && name.dropFirst(2).allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
      && value.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._:/@-".contains($0)) }
  }

  private static func number(of value: String, _ kind: Value, _ flag: String, _ field: String) throws -> Int? {
    func within(_ number: Int?, _ range: ClosedRange<Int>, _ words: String) throws -> Int? {
      guard let number, range.contains(number) else {
        throw SlipwayError.invalid(field, "\(flag.prefix(60)): the value must be \(words)")
      }
      return number
    }
    switch kind {
    case .word: return nil
    case .truth:
      let isTruth = ["", "true", "false"].contains(value)
      return try within(isTruth ? 0 : nil, 0...0, "left out, true or false")
    case .number(let range):
      return try within(Int(value), range, "a number from \(range.lowerBound) to \(range.upperBound)")
    case .time(let range):
      return try within(seconds(value), range, "a time from 1s to \(range.upperBound / 60)m")
    case .size(let range):
      let limits = "\(range.lowerBound >> 20)M to \(range.upperBound >> 20)M"
      return try within(bytes(value), range, "a size from \(limits)")
    }
  }

  /// `16M`, `1.5G`, `65536k`, `4Mi`, `512B`; up to a terabyte.
  private static func bytes(_ text: String) -> Int? {
    let digits = text.prefix { $0.isNumber || $0 == "." }
    let shifts = ["": 10, "b": 0, "k": 10, "m": 20, "g": 30, "t": 40]
    var unit = text.dropFirst(digits.count).lowercased()
    for end in ["ib", "i"] where unit.count > end.count && unit.hasSuffix(end) { unit.removeLast(end.count) }
    guard let number = Double(digits), number >= 0, let shift = shifts[unit] else { return nil }
    let bytes = number * Double(1 << shift)
    return bytes <= Double(1 << 40) ? Int(bytes) : nil
  }

  /// `90s`, `1m30s`, `2h`, as Go writes times; part of a second counts as none.
  private static func seconds(_ text: String) -> Int? {
    let units = ["ms": 0.001, "s": 1, "m": 60, "h": 3600]
    var (sum, rest) = (0.0, Substring(text))
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isNumber || $0 == "." }
      let unit = rest.dropFirst(digits.count).prefix { $0.isLetter }
      guard let number = Double(digits), let factor = units[String(unit)] else { return nil }
      sum += number * factor
      rest = rest.dropFirst(digits.count + unit.count)
    }
    return text.isEmpty || sum > 1e9 ? nil : Int(sum)
  }
}
