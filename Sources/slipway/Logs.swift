import Foundation
import Logging
import SlipwayCore

/// Where the log goes.
enum Logs {
  /// To the standard error output, from the configured level on. Once in a process.
  static func begin(_ configuration: Configuration) {
    let (level, format) = (configuration.logLevel, configuration.logFormat)
    LoggingSystem.bootstrap { label in
      switch format {
      case .text:
        var handler = StreamLogHandler.standardError(label: label)
        handler.logLevel = level
        return handler
      case .json:
        // One call for a line: lines of many threads do not mix.
        return JSONLogHandler(label: label, level: level) { line in
          try? FileHandle.standardError.write(contentsOf: Data(line.utf8))
        }
      }
    }
  }
}
