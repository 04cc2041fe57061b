import Foundation
import SlipwayCore
package import SlipwayEngine
import SlipwayStore

/// Everything that a scrape is told: what this process counted, and what the rows say now.
package struct MetricsReport: Sendable {
  private let engine: Engine
  private let leadership: Leadership?

  /// - Parameter leadership: of a worker; `nil` in a process that cannot lead.
  package init(_ engine: Engine, leadership: Leadership?) {
    self.engine = engine
    self.leadership = leadership
  }

  /// Never fails: without the store it says that, and what else is known.
  package func text() async -> String {
    var text = MetricText()
    addRequests(to: &text)
    addJobs(to: &text)
    await addRows(to: &text)
    addBus(to: &text)
    addProcess(to: &text)
    return text.text
  }

  private func addRequests(to text: inout MetricText) {
    let metrics = engine.metrics
    text.add(
      "slipway_http_requests_total", .counter, "Requests by procedure or route, and status.", metrics.requests.samples
    )
    text.add(
      "slipway_http_request_seconds", .histogram, "Time to the answer's head.", metrics.requestTimes.samples)
    text.add("slipway_watchers", .gauge, "WebSockets that are open, by what they watch.", metrics.watchers.samples)
  }

  private func addJobs(to text: inout MetricText) {
    let metrics = engine.metrics
    text.add(
      "slipway_jobs_ended_total", .counter, "Jobs that this process ran, by kind and how they ended.",
      metrics.jobsEnded.samples)
    text.add("slipway_job_seconds", .histogram, "Time that jobs of this process took.", metrics.jobTimes.samples)
  }

  /// What the rows of all processes say.
  private struct Rows: Sendable {
    var jobs: [JobTable.Count]
    var backlog: JobTable.Backlog
    var deployments: [(status: DeploymentStatus, count: Int)]
  }

  private func addRows(to text: inout MetricText) async {
    let now = engine.now()
    // Who scrapes asks again soon.
    let rows = try? await Patience.$limit.withValue(.seconds(1)) {
      try await engine.store.read { tx in
        Rows(
          jobs: try tx.jobs.counts(), backlog: try tx.jobs.backlog(now: now),
          deployments: try tx.deployments.counts())
      }
    }
    text.add("slipway_store_up", .gauge, "Whether the store answers.", rows == nil ? 0 : 1)
    text.add(
      "slipway_store_seconds", .histogram, "Time of reads and writes, waiting included.", engine.store.times.samples)
    guard let rows else { return }
    text.add(
      "slipway_jobs", .gauge, "Jobs that are remembered, of all processes.",
      rows.jobs.map { .init(Double($0.count), [("kind", $0.kind), ("state", $0.state.rawValue)]) })
    text.add("slipway_queue_depth", .gauge, "Jobs that could run and wait.", Double(rows.backlog.count))
    let age = rows.backlog.oldest.map { max(0, now.timeIntervalSince($0)) } ?? 0
    text.add("slipway_queue_oldest_seconds", .gauge, "How long the oldest of them waits.", age)
    text.add(
      "slipway_deployments", .gauge, "Deployments that are remembered, by status.",
      rows.deployments.map { .init(Double($0.count), [("status", $0.status.rawValue)]) })
  }

  private func addBus(to text: inout MetricText) {
    let bus = engine.bus.state
    let labels = [(name: "carrier", value: bus.carrier.rawValue)]
    text.add(
      "slipway_bus_connected", .gauge, "Whether events of other processes are heard.",
      [.init(bus.isConnected ? 1 : 0, labels)])
    text.add(
      "slipway_bus_events_lost_total", .counter, "Events that could not be sent.", [.init(Double(bus.lost), labels)])
    guard let leadership else { return }
    text.add("slipway_leader", .gauge, "Whether this worker leads.", leadership.isLeader ? 1 : 0)
  }

  private func addProcess(to text: inout MetricText) {
    guard let figures = ProcessFigures.read() else { return }
    text.add(
      "process_resident_memory_bytes", .gauge, "Resident memory.", Double(figures.residentBytes))
    text.add("process_cpu_seconds_total", .counter, "Time on processors.", figures.cpuSeconds)
    text.add("process_open_fds", .gauge, "Open descriptors.", Double(figures.openDescriptors))
    text.add("process_start_time_seconds", .gauge, "When it began, since 1970.", figures.startedAt)
  }
}
