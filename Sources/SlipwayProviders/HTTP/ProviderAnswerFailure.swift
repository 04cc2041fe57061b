import Foundation
import SlipwayCore

/// Says what an answer means that is no success, by the statuses that all providers share.
package struct ProviderAnswerFailure: Sendable {
  private static let mostWords = 200
  /// How long is waited where the provider does not say.
  private static let wait = 60.0
  let title: String

  package init(_ title: String) { self.title = title }

  /// - Parameter what: what was being done: "listing the repositories".
  package func failure(_ answer: ProviderAnswer, _ what: String) -> ProviderFailure {
    let said = Self.words(of: answer).map { " (\"\($0)\")" } ?? ""
    switch answer.status {
    case 401:
      return ProviderFailure(
        .revoked, "\(title) does not take the access any more, \(what)\(said); connect the account again.")
    case 403:
      return ProviderFailure(
        .notAllowed,
        "\(title) does not let this account do it, \(what)\(said); give it the right, or connect another account.")
    case 404, 410:
      return ProviderFailure(
        .missing,
        "\(title) knows no such thing for this account, \(what)\(said): it was removed, renamed or hidden; choose the "
          + "repository again.")
    case 429: return limited(answer, what)
    case 500...: return ProviderFailure(.unreachable, "\(title) is out of order (\(answer.status)), \(what)\(said).")
    case 300..<400:
      return ProviderFailure(
        .unexpected, "\(title) leads elsewhere, \(what); check the provider's address in its settings.")
    default: return ProviderFailure(.refused, "\(title) refused (\(answer.status)), \(what)\(said).")
    }
  }

  private func limited(_ answer: ProviderAnswer, _ what: String) -> ProviderFailure {
    let end = Self.end(of: answer.headers, now: Date())
    let minutes = max(1, Int((end.timeIntervalSinceNow / 60).rounded(.up)))
    return ProviderFailure(
      .rateLimited(until: end),
      "\(title) takes no more requests of this account for a while, \(what); it goes on in \(minutes) min.")
  }

  /// `Retry-After` in seconds, or `RateLimit-Reset` as a moment; never longer than an hour, whatever it says.
  static func end(of headers: [String: String], now: Date) -> Date {
    let after = headers["retry-after"].flatMap { Double($0) }
    let reset = headers["ratelimit-reset"].flatMap { Double($0) }.map { $0 - now.timeIntervalSince1970 }
    let seconds = after ?? reset ?? wait
    return now.addingTimeInterval(min(3600, max(1, seconds.isFinite ? seconds : wait)))
  }

  /// The provider's own words, in one line and without what a terminal or a page would take for something else.
  static func words(of answer: ProviderAnswer) -> String? {
    let json = answer.json
    let candidates = [
      json["error_description"], json["error"]?["message"], json["message"], json["error"],
    ]
    guard let text = candidates.lazy.compactMap({ $0.flatMap(Self.text) }).first else { return nil }
    let plain = text.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? " " : String($0) }.joined()
    return plain.isEmpty ? nil : String(plain.prefix(mostWords))
  }

  /// GitLab also answers `{"message": {"base": ["…"]}}`.
  private static func text(_ value: JSONValue) -> String? {
    switch value {
    case .string(let text): text
    case .array(let items): items.compactMap(text).joined(separator: ", ")
    case .object(let members):
      members.sorted { $0.key < $1.key }.compactMap { pair in text(pair.value).map { "\(pair.key): \($0)" } }
        .joined(separator: "; ")
    case .null, .bool, .integer, .number: nil
    }
  }
}
