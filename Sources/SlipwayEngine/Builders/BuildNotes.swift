import SlipwayCore
import SlipwayHost
import SlipwayStore

/// What is written down of a build while it goes on.
struct BuildNotes: Sendable {
  let context: StageContext
  var report = BuildReport()
  private var meter: BuildMeter?
  private var began: ContinuousClock.Instant?

  init(context: StageContext) { self.context = context }

  /// Runs the build and measures it.
  mutating func measuring(_ body: @escaping @Sendable (BuildMeter) async throws -> Void) async throws {
    let meter = BuildMeter()
    (self.meter, began) = (meter, .now)
    // On a server nobody looks at its kernel's files.
    guard context.builder.server == nil else { return try await body(meter) }
    try await meter.memory.during { try await body(meter) }
  }

  /// - Parameter image: `nil` of a build that failed.
  func keep(_ image: BuiltImage?) async throws {
    var report = report
    if let meter, let began {
      report.peakMemory = meter.memory.peak
      report.seconds = began.duration(to: .now) / .seconds(1)
      for var step in meter.steps {
        step.name = await context.log.redacted(step.name)
        report.steps.append(step)
      }
    }
    if let image { report.imageSize = try await context.builder.docker.inspectImage(image.identity)?.Size }
    let (final, deployment) = (report, context.snapshot.deployment)
    try await context.engine.store.write { try $0.buildReports.put(final, of: deployment) }
  }
}
