/// Everything that can be asked of what services wrote.
enum LogProcedures {
  static let all: [any Procedure.Type] = [LogGenerations.self, LogSearch.self, SettingsUpdateLogKeeping.self]
}
