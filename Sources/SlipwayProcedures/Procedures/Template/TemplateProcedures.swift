/// What can be done with templates, and with a stack's file before it is kept.
package enum TemplateProcedures {
  package static let all: [any Procedure.Type] = [
    ComposeCreateFromTemplate.self, ComposeDeployTemplate.self, ComposeGallery.self, ComposeGetConvertedCompose.self,
    ComposeGetTags.self,
    ComposeImport.self, ComposeIsolatedDeployment.self, ComposePreviewTemplate.self, ComposeProcessTemplate.self,
    ComposeRandomizeCompose.self, ComposeTemplate.self, ComposeTemplates.self,
  ]
}
