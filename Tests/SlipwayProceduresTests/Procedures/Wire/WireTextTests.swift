import Foundation
import SlipwayCore
import SlipwayStore
import Testing

@testable import SlipwayProcedures

/// JSON written by hand is byte for byte what the encoder writes.
@Suite struct WireTextTests {
  @Test(arguments: [
    "", "plain", "quote \" and \\ and /", "tab\tline\nreturn\r", "\u{08}\u{0C}\u{00}\u{01}\u{1F}\u{7F}",
    "ümläut 🚀 \u{2028}",
  ])
  func textIsWrittenAsTheEncoderDoes(_ text: String) throws {
    let item = ProjectListItem(
      projectId: ID("p"), name: text, description: text.isEmpty ? nil : text,
      createdAt: Date(timeIntervalSince1970: 1_700_000_000.123), organizationId: ID("o"),
      environments: [
        .init(
          environmentId: ID("e"), name: text, isDefault: true,
          applications: [
            .init(.init(id: ID("a"), name: text, status: .idle)), .init(.init(id: ID("b"), name: "b", status: .done)),
          ]),
        .init(environmentId: ID("f"), name: "empty", isDefault: false, applications: []),
      ])
    let byHand = try WireOutput.encode([item, item])
    let byType = try WireOutput.encodeByType([item, item])
    #expect(String(decoding: byHand, as: UTF8.self) == String(decoding: byType, as: UTF8.self))
  }
}
