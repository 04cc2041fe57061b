import Logging
import SlipwayCore

/// Where the log goes.
enum Logs {
  /// To the standard error output, from the configured level on. Once in a process.
  static func begin(_ level: Logger.Level) {
    LoggingSystem.bootstrap { label in
      var handler = StreamLogHandler.standardError(label: label)
      handler.logLevel = level
      return handler
    }
  }
}
