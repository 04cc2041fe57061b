/// A part of a glob.
indirect enum GlobNode {
  /// How often a group may stand.
  enum Repeat: Character {
    case once = "@"
    case optional = "?"
    case any = "*"
    case some = "+"
    /// Everything in its path part but what the group matches.
    case not = "!"
  }

  case literal(Character)
  /// One character but `/`.
  case one
  /// Characters but `/`.
  case star
  /// Whole path parts; behind them there is a `/`, or the end.
  case parts
  case oneOf(isNegated: Bool, [ClosedRange<Character>])
  case group(Repeat, [[GlobNode]])
}
