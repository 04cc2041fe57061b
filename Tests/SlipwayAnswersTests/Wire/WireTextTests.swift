import Foundation
import SlipwayCore
import Testing

@testable import SlipwayAnswers
@testable import SlipwayProcedures
@testable import SlipwayStore

/// JSON written by hand is byte for byte what the encoder writes.
@Suite struct WireTextTests {
  @Test(arguments: [
    "", "plain", "quote \" and \\ and /", "tab\tline\nreturn\r", "\u{08}\u{0C}\u{00}\u{01}\u{1F}\u{7F}",
    "ümläut 🚀 \u{2028}",
  ])
  func textIsWrittenAsTheEncoderDoes(_ text: String) throws {
    let services =
      [.init(id: ID("a"), name: text, status: .idle), .init(id: ID("b"), name: "b", status: .done)]
      + Database.Engine.allCases.map { engine in
        ProjectOverview.Service(
          id: ID(engine.rawValue), name: text, status: .running, kind: .database, detail: engine.rawValue)
      }
    let item = ProjectListItem(
      projectId: ID("p"), name: text, description: text.isEmpty ? nil : text,
      createdAt: Date(timeIntervalSince1970: 1_700_000_000.123), organizationId: ID("o"),
      environments: [
        ProjectList.item(.init(id: ID("e"), name: text, isDefault: true, services: services)),
        ProjectList.item(.init(id: ID("f"), name: "empty", isDefault: false, services: [])),
      ])
    let byHand = try WireOutput.encode([item, item])
    let byType = try WireOutput.encodeByType([item, item])
    #expect(String(decoding: byHand, as: UTF8.self) == String(decoding: byType, as: UTF8.self))
  }
}
