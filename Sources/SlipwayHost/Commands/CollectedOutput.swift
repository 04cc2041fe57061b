/// What a program wrote, byte by byte, and how it ended.
struct CollectedOutput: Sendable {
  /// As in ``CommandResult/status``.
  let status: Int32
  let bytes: [UInt8]
  /// The last lines that it wrote besides.
  let errors: [String]
  /// As in ``CommandResult/isRefused``.
  var isRefused = false
}
