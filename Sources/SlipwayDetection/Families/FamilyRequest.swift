/// What a family is asked.
package struct FamilyRequest: Sendable {
  var tree: SourceTree
  var settings: DetectionSettings
  var outputFolder: String?
}
