import Foundation
import SlipwayProcedures
import Testing

@testable import SlipwayEngine
@testable import SlipwayWeb

@Suite struct VolumesPageTests {
  private static let volumes = [
    LeftVolume(name: "old-data", createdAt: Date(timeIntervalSince1970: 0), size: 4096),
    LeftVolume(name: "x.y_z", createdAt: nil, size: nil),
  ]

  private static func markup(_ model: VolumesPage.Model, open: String? = nil) -> Markup {
    var context = PostFormTests.context()
    context.open = open
    return Markup(VolumesPage.render(model, context).text)
  }

  @Test func `what is left is listed, and a dialog is made when it is asked for`() {
    let model = VolumesPage.Model(volumes: Self.volumes, isMeasured: true)
    let closed = Self.markup(model)
    #expect(closed.problems.isEmpty)
    #expect(closed.text.contains("old-data") && closed.text.contains("size not known"))
    #expect(!closed.text.contains("cannot be undone"))
    let open = Self.markup(model, open: "delete-old-data")
    #expect(open.problems.isEmpty)
    #expect(open.text.contains("Delete volume old-data") && open.text.contains("everything that is in it"))
    #expect(!open.text.contains("Delete volume x.y_z"))
  }

  @Test func `where Docker does not answer, the page says so instead of that nothing is left`() {
    let markup = Self.markup(VolumesPage.Model(volumes: [], problem: "No Docker Engine answers."))
    #expect(markup.text.contains("No Docker Engine answers."))
    #expect(!markup.text.contains("Nothing is left over"))
  }
}
