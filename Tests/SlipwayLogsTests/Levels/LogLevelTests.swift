import Testing

@testable import SlipwayLogs

/// What lines of many programs say of their level.
@Suite struct LogLevelTests {
  @Test(arguments: [
    (#"{"level":"error","msg":"no"}"#, LogLevel.error), (#"{"time":1,"level":30,"msg":"pino"}"#, .info),
    (#"{"level":50,"msg":"pino"}"#, .error), (#"{"level":60,"msg":"pino"}"#, .fatal),
    (#"{"level":10,"msg":"pino"}"#, .trace), (#"{"version":"1.1","level":3,"short_message":"gelf"}"#, .error),
    (#"{"version":"1.1","level":7,"short_message":"gelf"}"#, .debug),
    (#"{"severity":"WARNING","message":"gcp"}"#, .warn), (#"{"severity":"NOTICE","message":"gcp"}"#, .info),
    (#"{"severity":"EMERGENCY","message":"gcp"}"#, .fatal), (#"{"log.level":"debug","message":"ecs"}"#, .debug),
    (#"{"log":{"level":"warn"},"message":"ecs"}"#, .warn), (#"{"@l":"Fatal","@m":"serilog"}"#, .fatal),
    (#"{"levelname": "CRITICAL", "message": "python"}"#, .fatal),
    (#"{"msg":"the word \"level\": \"error\" is quoted","level":"info"}"#, .info),
    (#"{"msg":"level","level":"warn"}"#, .warn), (#"{"msg":"error","level":"info"}"#, .info),
    (#"{"statusCode":503,"path":"/"}"#, .error), (#"{"status":404,"error":"none"}"#, .warn),
    (#"{"res":{"statusCode":200},"msg":"done"}"#, .info), (#"{"level":"odd","msg":"failed"}"#, .error),
    (#"{"level":"warn","statusCode":500}"#, .warn), (#"{"broken": "error"#, .error),
  ])
  func `JSON declares it by a name or a number, then by a status`(line: String, level: LogLevel) {
    #expect(LogLevel(of: line) == level)
  }

  @Test(arguments: [
    ("time=2026-01-02T03:04:05Z level=warn msg=\"slow\"", LogLevel.warn), ("level=\"error\" msg=x", .error),
    ("ts=1 lvl=dbug level=debug", .debug), ("severity=critical a=b", .fatal), ("LEVEL=error", .info),
    ("LOG_LEVEL=error is set", .info), ("mylevel=error", .info),
  ])
  func `logfmt declares it, and variables do not`(line: String, level: LogLevel) {
    #expect(LogLevel(of: line) == level)
  }

  @Test(arguments: [
    ("<11>Jan  2 03:04:05 web app: no", LogLevel.error), ("<34>1 2026-01-02T03:04:05Z host su - - - x", .fatal),
    ("<14>app: yes", .info), ("<999>app", .info), ("<b>bold</b>", .info),
  ])
  func `syslog declares it by its priority`(line: String, level: LogLevel) {
    #expect(LogLevel(of: line) == level)
  }

  @Test(arguments: [
    ("[ERROR] it broke", LogLevel.error), ("2026-01-02 03:04:05,678 WARNING module: odd", .warn),
    ("[2026-01-02 03:04:05] local.DEBUG: x", .debug), ("INFO: the last request failed", .info),
    ("2026/01/02 03:04:05 [error] 7#7: *1 open() failed", .error), ("[warn] one", .warn),
    ("error: no such file", .error),
    ("thread 'main' panicked: panic in x", .fatal), ("Traceback (most recent call last):", .error),
    ("connection refused", .error), ("npm warn deprecated x@1", .warn), ("2026-01-02 LOG:  database is ready", .info),
    ("listening on 8080", .info), ("", .info), ("no terrors here", .info), ("TRACE enter", .trace),
    ("FATAL:  the database system is starting up", .fatal),
  ])
  func `words say it where nothing declares it`(line: String, level: LogLevel) {
    #expect(LogLevel(of: line) == level)
  }

  @Test func `levels have an order and letters of their own`() {
    #expect(LogLevel.trace < .debug && LogLevel.warn < .error && LogLevel.error < .fatal)
    #expect(Set(LogLevel.allCases.map(\.letter)).count == LogLevel.allCases.count)
    for level in LogLevel.allCases { #expect(LogLevel(letter: level.letter) == level) }
  }
}
