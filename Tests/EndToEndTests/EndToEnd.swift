import Foundation
import SlipwayTesting
import Testing

/// All end-to-end tests: one after another, because each wants the machine's few cores and its Docker Engine for itself.
@Suite(
  .serialized,
  .enabled(if: EndToEndMachine.isReady, "no Docker Engine answers, or slipway was not built: run `make test`"))
enum EndToEnd {}
