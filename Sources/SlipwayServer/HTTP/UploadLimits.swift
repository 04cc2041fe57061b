/// How many uploads may be at work, and how slow each may be.
struct UploadLimits: Sendable {
  var atOnce = 8
  var atOncePerUser = 2
  /// For the whole of it.
  var deadline = Duration.seconds(3600)
  /// Bytes a second on average, once ``grace`` is over.
  var minimumRate = 8 << 10
  var grace = Duration.seconds(30)
}
