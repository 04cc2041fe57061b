extension MonitoringAlert {
  /// For people: what it is, and what to do.
  package var sentence: String {
    let (value, threshold) = (Int(value.rounded()), Int(threshold.rounded()))
    switch kind {
    case .cpu:
      return "The processors were \(value) % busy for a minute, more than \(threshold) %: see which service it is."
    case .memory:
      return "The memory is \(value) % in use, more than \(threshold) %: see which service it is, or give it a limit."
    case .disk:
      return "The disk is \(value) % full, more than \(threshold) %: tidy up what Docker keeps, or make it larger."
    case .crashLoop:
      return "A container of \(series) ended \(value) times within minutes: see its log."
    }
  }
}
