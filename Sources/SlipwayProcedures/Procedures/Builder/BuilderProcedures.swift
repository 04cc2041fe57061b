/// What is asked of builders.
enum BuilderProcedures {
  static let all: [any Procedure.Type] = [
    ApplicationDetect.self, ApplicationEjectDockerfile.self, ApplicationPromote.self,
    ApplicationPromotionTargets.self,
    ApplicationTakeBackDockerfile.self, BuilderInstallTool.self, BuilderTools.self, DeploymentBuildReport.self,
    SettingsBuilders.self, SettingsUpdateBuilders.self,
  ]
}
