/// What can be done with templates.
package enum TemplateProcedures {
  package static let all: [any Procedure.Type] = [
    ComposeGallery.self, ComposeGetTags.self, ComposePreviewTemplate.self, ComposeTemplate.self,
    ComposeTemplates.self,
  ]
}
