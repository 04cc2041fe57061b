import SlipwayAnswers
import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures

/// Runs of backups in words and tones.
enum BackupWords {
  static func tone(_ state: BackupRun.Status) -> Tone {
    switch state {
    case .queued, .cancelled: .idle
    case .running: .working
    case .done: .good
    case .error: .failed
    }
  }

  static func word(_ run: BackupRunRow) -> String {
    switch run.state {
    case .queued: "Waiting"
    case .running: run.isCancelRequested ? "Stopping" : "Running"
    case .done: run.kind == .drill ? "Restorable" : "Done"
    case .error: "Failed"
    case .cancelled: "Cancelled"
    }
  }

  static func bytes(_ count: Int) -> String { ByteWords.text(count) }

  /// Such as `1.5 GiB in 12 s, 2026-11-26T03:00:00Z`.
  static func line(_ run: BackupRunRow) -> String {
    let size = run.size.map { bytes($0) } ?? word(run)
    let time = run.durationMilliseconds.map { " in " + TimeWords.elapsed(Double($0) / 1000) } ?? ""
    return size + time + ", " + run.createdAt.formatted(.iso8601)
  }

  /// The facts of a run behind its name.
  static func facts(_ run: BackupRunRow, now: Date) -> HTML {
    """
    <span>\(moment(run.createdAt, now: now))</span>\
    \(run.size.map { "<span>\(bytes($0))</span>" })\
    \(run.durationMilliseconds.map { "<span>\(TimeWords.elapsed(Double($0) / 1000))</span>" })
    """
  }
}
