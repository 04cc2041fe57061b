import Foundation
import SlipwayCore

/// Why a deployment failed, before everything else: words, facts, last lines, differences.
struct EvidenceView {
  var evidence: Evidence

  var html: HTML {
    """
    <div class="evidence"><div class="evidence-title">\(icon(.error))<div><h2>\(title)</h2>\
    <p>\(meaning)</p>\(evidence.advice.map { "<p>\($0)</p>" })</div></div>\(chips)\(docker)\(log)\(others)\(changes)</div>
    """
  }

  /// What fits into the overview: the words, and what the container said last.
  static func brief(_ evidence: Evidence) -> HTML {
    let view = EvidenceView(evidence: evidence)
    return ErrorBox(
      title: view.title, message: view.meaning, advice: evidence.advice,
      lines: evidence.containerLog.filter { !$0.isEmpty }.suffix(6)
    ).html
  }

  /// What failed, without Docker's own words where those stand below.
  private var title: String {
    let summary = evidence.summary.hasSuffix(".") ? evidence.summary.dropLast() : evidence.summary[...]
    guard let said = evidence.dockerMessage else { return FieldWords.told(evidence.summary) }
    let words = said.hasSuffix(".") ? said.dropLast() : said[...]
    guard !words.isEmpty, summary.hasSuffix(words) else { return FieldWords.told(evidence.summary) }
    let start = summary.dropLast(words.count)
    let title = start.trimmingCharacters(in: CharacterSet(charactersIn: ": "))
    return title.isEmpty ? evidence.summary : title + "."
  }

  private var meaning: String {
    guard evidence.isPreviousServing else { return "No version of this service runs now." }
    return evidence.isPutBack == true
      ? "The version before it was put back: something of it had been stopped or replaced meanwhile."
      : "The version before it was left in service."
  }

  private var chips: HTML {
    var words: [HTML] = [badge("Failed at \(StepBar.title(evidence.step).lowercased())", .failed)]
    if let code = evidence.exitCode { words.append(badge("Exit code \(code)")) }
    if evidence.isOutOfMemory { words.append(badge("Out of memory", .failed)) }
    return "<div class=\"chips\">\(each: words, { $0 })</div>"
  }

  private var docker: HTML? {
    evidence.dockerMessage.map { "<div><h3>Docker says</h3><pre>\($0)</pre></div>" }
  }

  private var log: HTML? {
    guard !evidence.containerLog.isEmpty else { return nil }
    let isBuild = [.queue, .source, .build].contains(evidence.step)
    // The whole log of a build stands below; of a container this is all that is left.
    let lines = evidence.containerLog.suffix(isBuild ? 12 : 200).joined(separator: "\n")
    let title = isBuild ? "Last lines of the log" : "Last lines of the container"
    return "<div><h3>\(title)</h3><pre tabindex=\"0\">\(lines)</pre></div>"
  }

  /// The other services of a stack that were not well either.
  private var others: HTML? {
    guard let services = evidence.services, !services.isEmpty else { return nil }
    func one(_ service: Evidence.Service) -> HTML {
      let code = service.exitCode.map { ", exit code \($0)" } ?? ""
      let lines = ([service.message].compactMap(\.self) + service.lastLines).joined(separator: "\n")
      return """
        <div><h3>\(service.name): \(service.state)\(code)</h3>\
        \(when: !lines.isEmpty, "<pre tabindex=\"0\">\(lines)</pre>")</div>
        """
    }
    return "\(each: services, one)"
  }

  private var changes: HTML? {
    guard !evidence.changes.isEmpty else { return nil }
    return "<div><h3>What differs from the last good release</h3>\(diff(SettingWords.told(evidence.changes)))</div>"
  }
}
