import SlipwayAnswers
import Foundation
import SlipwayCore
import SlipwayProcedures

/// The newest backups as bars: as high as they are large, in the colour of how they ended.
struct BackupBars {
  private static let (width, height, most) = (10, 48, 30)
  /// Newest first.
  var runs: [BackupRunRow]

  var html: HTML? {
    let shown = runs.filter { $0.kind == .backup && $0.state.isFinal && $0.state != .cancelled }.prefix(Self.most)
      .reversed()
    guard shown.count > 1 else { return nil }
    let largest = max(1, shown.compactMap(\.size).max() ?? 1)
    return """
      <figure class="bars"><svg viewBox="0 0 \(shown.count * Self.width) \(Self.height)" role="img" \
      preserveAspectRatio="xMinYMax meet" aria-label="\(label(Array(shown)))">\
      \(each: shown.enumerated(), { bar($0.element, at: $0.offset, of: largest) })</svg>\
      <figcaption>\(caption(Array(shown)))</figcaption></figure>
      """
  }

  private func bar(_ run: BackupRunRow, at index: Int, of largest: Int) -> HTML {
    // One that failed has no size; its mark must be seen all the same.
    let share = Double(run.size ?? 0) / Double(largest)
    let high = max(6, Int(share * Double(Self.height)))
    return """
      <rect class="\(BackupWords.tone(run.state).rawValue)" x="\(index * Self.width + 1)" y="\(Self.height - high)" \
      width="\(Self.width - 2)" height="\(high)" rx="1.5"><title>\(BackupWords.line(run))</title></rect>
      """
  }

  private func label(_ shown: [BackupRunRow]) -> String {
    let failed = shown.count { $0.state == .error }
    return "The last \(shown.count) backups, \(failed == 0 ? "none" : String(failed)) of them failed"
  }

  private func caption(_ shown: [BackupRunRow]) -> String {
    let sizes = shown.compactMap(\.size)
    guard let last = sizes.last, let first = sizes.first, sizes.count > 1 else { return "Sizes of the last backups" }
    return "\(shown.count) backups, from \(BackupWords.bytes(first)) to \(BackupWords.bytes(last))"
  }
}
