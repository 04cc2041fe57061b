import Foundation
import SlipwayCore

/// Reads GitHub's refusals.
struct GitHubFailure {
  let answer: ProviderAnswer
  /// What was asked for, for the sentence: `owner/name`, or the app.
  let what: String
  let now: Date

  /// - Returns: `nil` for what is none.
  var failure: ProviderFailure? {
    switch answer.status {
    case 200..<300: nil
    case 301, 302, 307, 308: ProviderFailure(.renamed(to: ""), "\(what) has another name at GitHub now.")
    case 401: ProviderFailure(.expired, "GitHub does not accept the app's token: connect GitHub again. (\(words))")
    case 403, 429: limit ?? forbidden
    case 404, 410, 451:
      ProviderFailure(
        .missing,
        "GitHub knows no \(what), or its app may not see it: check the name, and which repositories the app was installed for."
      )
    case 422: ProviderFailure(.refused, "GitHub refused this for \(what): \(words)")
    case 500...: ProviderFailure(.unreachable, "GitHub answers \(answer.status) at present; it is tried again later.")
    default: ProviderFailure(.unexpected, "GitHub answered \(answer.status) for \(what): \(words)")
    }
  }

  private var words: String {
    let message = answer.json["message"]?.stringValue ?? String(decoding: answer.body.prefix(200), as: UTF8.self)
    return String(message.filter { !$0.isNewline }.prefix(200))
  }

  /// The primary limit says when it ends, the secondary one how long to wait; else a minute is asked for.
  private var limit: ProviderFailure? {
    let isPrimary = answer.headers["x-ratelimit-remaining"] == "0"
    let wait = answer.headers["retry-after"].flatMap(Double.init)
    let isSecondary = words.lowercased().contains("rate limit") || answer.status == 429
    guard isPrimary || isSecondary || wait != nil else { return nil }
    let reset = answer.headers["x-ratelimit-reset"].flatMap(Double.init).map(Date.init(timeIntervalSince1970:))
    let until = wait.map(now.addingTimeInterval) ?? (isPrimary ? reset : nil) ?? now.addingTimeInterval(60)
    // A wrong clock must not stop it for a day.
    let bounded = min(max(until, now.addingTimeInterval(1)), now.addingTimeInterval(3900))
    let clock = bounded.formatted(.iso8601.time(includingFractionalSeconds: false))
    return ProviderFailure(
      .rateLimited(until: bounded), "GitHub's limit of requests is used up until \(clock).")
  }

  private var forbidden: ProviderFailure {
    if words.lowercased().contains("suspended") {
      return ProviderFailure(
        .revoked, "The GitHub app's installation is suspended: unsuspend it in GitHub's settings, or connect anew.")
    }
    return ProviderFailure(
      .notAllowed,
      "The GitHub app may not do this for \(what): accept the permissions that it asks for in GitHub's settings. (\(words))"
    )
  }
}
