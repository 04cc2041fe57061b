/// What to do when a Docker Engine has no room for an image.
enum FullDiskAdvice {
  /// - Parameter place: the machine, as people call it.
  /// - Returns: `nil` when something else was wrong.
  static func of(_ words: [String], on place: String) -> String? {
    guard words.contains(where: { $0.contains("no space left on device") }) else { return nil }
    return
      "The disk of \(place) is full. Docker, Disk usage shows what takes the room there and cleans up; then deploy again."
  }
}
