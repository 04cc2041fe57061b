/// The words before a command that reads what strangers made: it ends itself where it would take more memory than that.
enum MemoryCeiling {
  /// Of its addresses; enough for what one push may bring.
  static let bytes = 1 << 30
  /// None on a machine without `prlimit`.
  static let words = LowPriority.isInstalled("prlimit") ? ["prlimit", "--as=\(bytes)"] : []
}
