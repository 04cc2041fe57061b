/// The procedures of previews.
enum PreviewProcedures {
  static let all: [any Procedure.Type] = [
    PreviewAll.self, PreviewAllByCompose.self, PreviewApprove.self, PreviewCreate.self, PreviewDelete.self,
    PreviewOne.self, PreviewRedeploy.self,
  ]
}
