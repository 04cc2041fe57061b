import Foundation
import SlipwayEngine
import SlipwayServer
import Testing

@testable import SlipwayStore
@testable import SlipwayWeb

/// The lists that families are found by: who conforms is listed, so that a new file without its line does not go unseen.
@Suite struct FamilyContractTests {
  private static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Sources")

  @Test(arguments: [
    ("RunnableJob", Jobs.all.map { "\($0)" }), ("Builder", Builders.all.map { "\($0)" }),
    ("Source", Sources.all.map { "\($0)" }), ("DatabaseEngine", DatabaseEngines.all.map { "\($0)" }),
    ("Webhook", Webhooks.all.map { "\($0)" }), ("Migration", Migrations.all.map { "\($0)" }),
    ("Page", Pages.all.map { "\($0)" }), ("FormAction", FormActions.all.map { "\($0)" }),
    ("RecurrenceKind", RecurrenceKinds.all.map { "\($0)" }),
  ])
  func `whoever conforms to a family's protocol is in its list`(family: String, listed: [String]) throws {
    let declared = try Self.types(conformingTo: family)
    #expect(!declared.isEmpty)
    // What is listed for several kinds of services is one type: `LogsPage<ApplicationFrame>`.
    #expect(declared == Set(listed.map { String($0.prefix { $0 != "<" }) }), "\(family)")
    #expect(Set(listed).count == listed.count, "\(family) lists one twice")
  }

  private static func types(conformingTo family: String) throws -> Set<String> {
    let declaration = try Regex<(Substring, Substring)>(
      #"^\s*(?:package |final )*(?:enum|struct|class) (\w+)(?:<[^>{\n]*>)?:[^{\n]*\b"# + family + #"\b[^{\n]*\{"#
    ).anchorsMatchLineEndings()
    var found: Set<String> = []
    for case let file as URL in FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
      ?? .init()
    where file.pathExtension == "swift" && !file.path.contains("/SlipwayTesting/") {
      let text = try String(contentsOf: file, encoding: .utf8)
      found.formUnion(text.matches(of: declaration).map { String($0.output.1) })
    }
    return found
  }
}
