import Foundation
import SlipwayTesting
import Testing

/// All end-to-end tests; each has an installation of its own, so that a few of them may run at once.
@Suite(
  .enabled(if: EndToEndMachine.isReady, "no Docker Engine answers, or slipway was not built: run `make test`"))
enum EndToEnd {}
