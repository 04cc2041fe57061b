import SlipwayTesting
import Testing

@testable import SlipwayWeb

@Suite struct FieldWordsTests {
  @Test(arguments: [
    ("customGitBranch: must be a branch", "Branch or tag: must be a branch"),
    ("source: customGitUrl: is needed", "source: Repository: is needed"),
    ("host: is taken; keepLatestCount: must be more", "Host: is taken; Keep: must be more"),
    ("Docker said: image: not found; try again", "Docker said: image: not found; try again"),
    ("healthCheckSwarm.Interval: must be a time", "Health check (Interval): must be a time"),
  ])
  func `a message names the labels of the form, not the fields of the API`(message: String, told: String) {
    #expect(FieldWords.told(message, about: ["healthCheckSwarm.Interval"]) == told)
  }

  @Test func `a field that no form has is put into words`() {
    #expect(FieldWords.told("rollbackActive: is needed", about: ["rollbackActive"]) == "Rollback active: is needed")
  }

  @Test func `every field of a form that a person would not understand has a label here`() async throws {
    let dashboard = try await Dashboard.make()
    for page in Pages.all where Dashboard.isKnown(page, to: dashboard.tenant) {
      let markup = try await dashboard.markup(Dashboard.address(page, of: dashboard.tenant))
      let fields = ["input", "select", "textarea"].flatMap(markup.all).filter { $0.attributes["type"] != "hidden" }
      // Boxes that choose services are named by their ids, and stand beside their names.
      let names = fields.compactMap { $0.attributes["name"] }.filter { !$0.hasPrefix(LogSearchRequest.serviceField) }
      for name in names where name.contains(where: \.isUppercase) {
        #expect(FieldWords.isKnown(name), "\(page.path): \(name)")
      }
    }
  }
}
