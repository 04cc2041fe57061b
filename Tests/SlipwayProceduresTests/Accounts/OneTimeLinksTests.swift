import Foundation
import SlipwayCore
import SlipwayProcedures
import SlipwayStore
import SlipwayTesting
import Testing

struct OneTimeLinksTests {
  private static let start = Date(timeIntervalSince1970: 1_800_000_000)

  private func links(after seconds: Double = 0) -> OneTimeLinks {
    OneTimeLinks(now: { Self.start.addingTimeInterval(seconds) })
  }

  private func token(of link: String) -> String { String(link.split(separator: "=").last ?? "") }

  @Test func `A link signs in whom it was made for, once`() async throws {
    let store = try await temporaryStore()
    let links = links()
    try await store.write { tx in
      let link = try links.make(.signIn, for: ID("anna"), base: "https://panel.test", in: tx)
      #expect(link.hasPrefix("https://panel.test/sign-in/link?token="))
      let token = self.token(of: link)
      #expect(try links.isValid(token, .signIn, in: tx) && links.isValid(token, .signIn, in: tx))
      #expect(try !links.isValid(token, .setUp, in: tx), "it is for nothing else")
      #expect(try links.redeem(token, .signIn, in: tx) == ID("anna"))
      #expect(try !links.isValid(token, .signIn, in: tx))
      let again = #expect(throws: SlipwayError.self) { try links.redeem(token, .signIn, in: tx) }
      #expect(again?.code == .forbidden)
    }
  }

  @Test(arguments: [(OneTimeLinks.Purpose.signIn, 15 * 60.0), (.setUp, 7 * 86_400.0)])
  func `A link expires`(purpose: OneTimeLinks.Purpose, lifetime: Double) async throws {
    let store = try await temporaryStore()
    let (fresh, inTime, late) = (links(), links(after: lifetime - 1), links(after: lifetime))
    try await store.write { tx in
      let token = self.token(of: try fresh.make(purpose, base: "", in: tx))
      #expect(try inTime.isValid(token, purpose, in: tx))
      #expect(try !late.isValid(token, purpose, in: tx))
      #expect(throws: SlipwayError.self) { try late.redeem(token, purpose, in: tx) }
    }
  }

  @Test func `The set-up ends all of its links, a sign-in only its own`() async throws {
    let store = try await temporaryStore()
    let links = links()
    try await store.write { tx in
      for purpose in OneTimeLinks.Purpose.allCases {
        let one = self.token(of: try links.make(purpose, base: "", in: tx))
        let two = self.token(of: try links.make(purpose, base: "", in: tx))
        try links.redeem(one, purpose, in: tx)
        #expect(try links.isValid(two, purpose, in: tx) == (purpose == .signIn))
      }
    }
  }

  @Test func `No token is stored, and only the newest ten are remembered`() async throws {
    let store = try await temporaryStore()
    let links = links()
    try await store.write { tx in
      let tokens = try (0..<11).map { _ in self.token(of: try links.make(.signIn, base: "", in: tx)) }
      #expect(try !links.isValid(tokens[0], .signIn, in: tx))
      #expect(try tokens.dropFirst().allSatisfy { try links.isValid($0, .signIn, in: tx) })
      let stored = try tx.settings.value("links.sign-in") ?? ""
      #expect(!tokens.contains { stored.contains($0) })
      #expect(try !links.isValid("", .signIn, in: tx))
    }
  }
}
