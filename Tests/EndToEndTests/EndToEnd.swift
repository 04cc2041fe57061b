import Foundation
import SlipwayTesting
import Testing

/// All end-to-end tests: one after another, because each wants the machine's few cores and its Docker Engine for itself.
@Suite(
  .serialized,
  .enabled(if: EndToEndMachine.isReady, "no Docker Engine answers, or slipway was not built: run `make test`"))
enum EndToEnd {}

extension Trait where Self == ConditionTrait {
  /// Of a test that is written and has not been seen to pass: it says so instead of being green by silence.
  static var notYetSeenToPass: Self {
    .enabled(
      if: ProcessInfo.processInfo.environment["SLIPWAY_UNPROVEN"] != nil,
      "skipped: not yet seen to pass; SLIPWAY_UNPROVEN=1 runs it")
  }
}
