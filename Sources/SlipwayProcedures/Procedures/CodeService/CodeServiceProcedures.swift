/// The procedures of applications and of compose stacks that are the same: under each one's names.
enum CodeServiceProcedures {
  static let all: [any Procedure.Type] = of(ApplicationService.self) + of(StackService.self)

  private static func of<Service: CodeService>(_ service: Service.Type) -> [any Procedure.Type] {
    [
      ServiceCancelDeployment<Service>.self, ServiceCleanQueues<Service>.self, ServiceClearDeployments<Service>.self,
      ServiceDeploy<Service>.self, ServiceKillBuild<Service>.self, ServicePendingChanges<Service>.self,
      ServiceRedeploy<Service>.self,
    ]
  }
}
