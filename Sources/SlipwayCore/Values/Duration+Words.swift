extension Duration {
  package var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }

  /// Such as `2 s` or `0.5 s`.
  package var inWords: String {
    let seconds = (inSeconds * 10).rounded() / 10
    return seconds == seconds.rounded() ? "\(Int(seconds)) s" : "\(seconds) s"
  }
}
