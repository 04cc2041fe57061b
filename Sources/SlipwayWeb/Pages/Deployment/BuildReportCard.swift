import SlipwayCore

/// What a build was: why it was needed, where its time went, what came out.
struct BuildReportCard {
  var report: BuildReport

  var html: HTML {
    var facts: [(name: String, value: HTML)] = []
    if let seconds = report.seconds { facts.append(("Built in", "\(Self.seconds(seconds))")) }
    if let size = report.imageSize { facts.append(("Image", "\(Self.bytes(size))")) }
    if let peak = report.peakMemory { facts.append(("Memory at most", "\(Self.bytes(peak))")) }
    if !report.steps.isEmpty {
      facts.append(("From the cache", "\(report.cachedSteps) of \(Amounts.count(report.steps.count, "step"))"))
    }
    let badge: HTML? = report.isReused ? SlipwayWeb.badge("Not built again", .good) : nil
    return Card("Build", actions: badge, id: "build-report").html(
      """
      <div class="form"><p>\(report.reason)</p>\(when: !facts.isEmpty, keyValue(facts))\
      \(when: !report.steps.isEmpty, more("Steps", steps))\
      \(when: !report.found.isEmpty, more("What was found", found))</div>
      """)
  }

  private var steps: HTML {
    Table(caption: "Steps of the build", columns: [.init("Step"), .init("Time", isNumber: true)]).html(
      report.steps.map { step in
        let time = step.isCached ? "cached" : step.seconds.map(Self.seconds) ?? "–"
        return ["<code>\(step.name)</code>", "\(time)"]
      })
  }

  private var found: HTML {
    let text: HTML? = report.dockerfile.map { "<pre tabindex=\"0\">\($0)</pre>" }
    return "<ul class=\"plain\">\(each: report.found, { "<li>\($0)</li>" })</ul>\(text)"
  }

  /// In whole megabytes: nobody compares builds by less.
  private static func bytes(_ count: Int) -> String { Amounts.bytes(max(1, count >> 20) << 20) }

  private static func seconds(_ value: Double) -> String { Amounts.plain((value * 10).rounded() / 10) + " s" }
}
