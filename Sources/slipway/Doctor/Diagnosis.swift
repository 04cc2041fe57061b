/// What `slipway doctor` found out about one thing.
struct Diagnosis: Sendable, Encodable {
  /// How bad it is.
  enum State: String, Sendable, Encodable {
    case ok
    /// It works, with something less.
    case limited
    /// Deployments cannot work.
    case missing
  }

  var name: String
  var state: State
  /// What was seen.
  var found: String
  /// How to mend it; empty when nothing is to be done.
  var fix: String

  static func ok(_ name: String, _ found: String) -> Diagnosis {
    Diagnosis(name: name, state: .ok, found: found, fix: "")
  }

  static func limited(_ name: String, _ found: String, fix: String) -> Diagnosis {
    Diagnosis(name: name, state: .limited, found: found, fix: fix)
  }

  static func missing(_ name: String, _ found: String, fix: String) -> Diagnosis {
    Diagnosis(name: name, state: .missing, found: found, fix: fix)
  }
}
