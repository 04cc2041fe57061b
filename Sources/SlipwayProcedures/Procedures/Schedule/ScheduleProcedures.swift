/// Everything that can be asked of schedules.
enum ScheduleProcedures {
  static let all: [any Procedure.Type] = [
    ScheduleAll.self, ScheduleCancelRun.self, ScheduleCreate.self, ScheduleDelete.self, ScheduleList.self,
    ScheduleOne.self, ScheduleRunManually.self, ScheduleRunOne.self, ScheduleUpdate.self,
  ]
}
