/// What a commit's files come to when they are checked out, counted as git lists them: `ls-tree -r -l -z`.
package struct CheckoutSize: Sendable, Hashable {
  package private(set) var files = 0
  package private(set) var bytes = 0
  /// The digits of the field that is being read; behind the last field is the path.
  private var number = 0
  private var isPath = false

  package init(files: Int = 0, bytes: Int = 0) {
    self.files = files
    self.bytes = bytes
  }

  package func isWithin(_ most: CheckoutSize) -> Bool { files <= most.files && bytes <= most.bytes }

  mutating func feed(_ chunk: [UInt8]) {
    for byte in chunk { feed(byte) }
  }

  private mutating func feed(_ byte: UInt8) {
    switch byte {
    case 0:
      isPath = false
      number = 0
      files += 1
    case _ where isPath: break
    case UInt8(ascii: "\t"):
      isPath = true
      let (sum, isOver) = bytes.addingReportingOverflow(max(number, 0))
      bytes = isOver ? .max : sum
    case UInt8(ascii: " "): number = 0
    // Names of objects are fields, too, and longer than a number can be.
    case UInt8(ascii: "0")...UInt8(ascii: "9"): number = number &* 10 &+ Int(byte - UInt8(ascii: "0"))
    default: break
    }
  }
}
