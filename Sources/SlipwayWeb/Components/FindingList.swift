/// Things that were looked at or done, one a line: how each stands, what was found, what to do.
struct FindingList {
  /// One of them.
  struct Finding {
    var tone: Tone
    var title: String
    var text: String?
    var time: String?
    var fix: String?
  }

  var label: String
  var findings: [Finding]

  var html: HTML { "<ul class=\"findings\" aria-label=\"\(label)\">\(each: findings, item)</ul>" }

  private func item(_ finding: Finding) -> HTML {
    """
    <li class="finding \(finding.tone.rawValue)">\(mark(finding.tone))<span class="finding-title">\(finding.title)</span>\
    <span class="finding-text">\(finding.text ?? "")</span><span class="finding-time">\(finding.time ?? "")</span>\
    \(finding.fix.map { "<span class=\"finding-fix\">\(Prose.html($0))</span>" })</li>
    """
  }

  private func mark(_ tone: Tone) -> HTML {
    switch tone {
    case .good: icon(.check, label: "fine")
    case .warning: icon(.alert, label: "warning")
    case .failed: icon(.error, label: "problem")
    case .working: icon(.loader, label: "working")
    case .idle: "<span class=\"dot-place\"></span>"
    }
  }
}
