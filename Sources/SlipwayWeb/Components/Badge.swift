/// What a status means for whoever looks: the four status colours and none.
enum Tone: String, Sendable {
  case good, working, warning, failed, idle
}

/// A shape and a word in the colour of a status.
func statusDot(_ tone: Tone, _ word: String) -> HTML {
  let shape: Icon? =
    switch tone {
    case .failed: .error
    case .warning: .alert
    case .working: .loader
    case .good, .idle: nil
    }
  return """
    <span class="status \(tone.rawValue)">\(shape.map { icon($0) } ?? "<i class=\"dot\"></i>")<span>\(word)</span></span>
    """
}

/// A short word in a frame: a kind, a count, a mark.
func badge(_ word: String, _ tone: Tone = .idle) -> HTML {
  "<span class=\"badge \(tone.rawValue)\">\(word)</span>"
}
