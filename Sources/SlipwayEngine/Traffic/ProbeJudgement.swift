import SlipwayCore
package import SlipwayHost

/// What an answer that came through the proxy says of the application behind it.
package enum ProbeJudgement: Sendable, Hashable {
  /// The application itself answered.
  case answered(status: Int)
  /// The proxy does not have this route (yet).
  case noRoute
  /// The route is there, but nobody behind it answered; the proxy's status.
  case unanswered(status: Int)

  /// Judges the answer to a request that carried a probe's nonce.
  package init(probing nonce: String, answer: ProbeAnswer) {
    guard answer.headers[RouteProbe.header.lowercased()] == nonce else {
      self = .noRoute
      return
    }
    self = Self.isProxysOwn(answer) ? .unanswered(status: answer.status) : .answered(status: answer.status)
  }

  /// Judges the answer to a plain request.
  /// - Parameter probed: what the application answered to the probe: Go's own 404 is word for word the proxy's.
  package init(plain answer: ProbeAnswer, probed: ProbeAnswer) {
    let isSame = answer.status == probed.status && Self.body(of: answer) == Self.body(of: probed)
    if !isSame, answer.status == 404, Self.body(of: answer) == "404 page not found" {
      self = .noRoute
    } else if !isSame, Self.isProxysOwn(answer) {
      self = .unanswered(status: answer.status)
    } else {
      self = .answered(status: answer.status)
    }
  }

  /// Traefik's error answers have exactly the status's words as their body; an application's own 503 has its own.
  private static func isProxysOwn(_ answer: ProbeAnswer) -> Bool {
    let bodies = [
      502: ["Bad Gateway"], 503: ["Service Unavailable", "no available server"], 504: ["Gateway Timeout"],
    ]
    return bodies[answer.status]?.contains(body(of: answer)) ?? false
  }

  private static func body(of answer: ProbeAnswer) -> String { answer.body.trimmingSpaces() }
}
