import SlipwayCore
import Testing

@testable import SlipwayServer

struct FormTargetTests {
  private let answer: JSONValue = [
    "deploymentId": "d-1_A", "project": ["projectId": "p1"], "count": .integer(3), "evil": "//x.test/?a=b&c#\r\n",
  ]

  @Test(arguments: [
    ("/deployments/{deploymentId}", "/deployments/d-1_A"), ("/projects/{project.projectId}/x", "/projects/p1/x"),
    ("/{deploymentId}/{project.projectId}", "/d-1_A/p1"), ("/plain", "/plain"), ("/{missing}", "/"),
    ("/{project}", "/"), ("/{count}", "/"), ("/{project.projectId.deeper}", "/"), ("/{a b}", "/{a b}"),
  ])
  func `Identifiers of the answer are put in`(template: String, path: String) {
    #expect(FormTarget.fill(template, from: answer) == path)
  }

  @Test func `Nothing of an answer leads elsewhere`() {
    #expect(FormTarget.fill("/projects/{evil}", from: answer) == "/projects/xtestabc")
    #expect(LocalPath.check(FormTarget.fill("{evil}", from: answer)) == nil)
  }
}
