import Foundation
package import SlipwayCore

/// Finds where a repository's redirects end, before git is started, which follows none: whoever answers for an address
/// could send git to what listens on this machine only. A repository that was renamed at its host is still found.
package struct GitRedirects: Sendable {
  private static let most = 5
  private static let patience = Duration.seconds(20)
  /// What git asks every repository for first, by both of its protocols.
  private static let question = "/info/refs?service=git-upload-pack"
  let reach: GitReach
  let credentials: [GitCredential]

  package init(reach: GitReach, credentials: [GitCredential]) {
    self.reach = reach
    self.credentials = credentials
  }

  /// - Parameter what: the setting that the address stands in.
  /// - Throws: ``SlipwayError`` `badRequest` for what leads to where this address could not lead itself.
  package func end(of address: GitAddress, what: String) async throws -> GitPlace {
    var place = try await reach.place(of: address, what: what)
    for _ in 0...Self.most {
      guard let location = try await location(at: place) else { return place }
      place = try await next(after: place, location, what: what)
    }
    throw SlipwayError.invalid(what, "\(address.url) leads from address to address without an end")
  }

  /// - Returns: `nil` where the answer is no redirect. What cannot be asked is left to git, which says why.
  private func location(at place: GitPlace) async throws -> String? {
    guard place.address.transport != .ssh else { return nil }
    var answer = try await ask(place)
    if answer?.status == 401, let known = credentials.lazy.compactMap({ $0.authorization(for: place.address) }).first
    {
      answer = try await ask(place, known)
    }
    guard let answer, [301, 302, 303, 307, 308].contains(answer.status) else { return nil }
    return answer.location
  }

  private func ask(_ place: GitPlace, _ authorization: Secret? = nil) async throws -> PinnedRequest.Answer? {
    // Some hosts tell git from browsers by this name.
    var headers = ["User-Agent": "git/2 (Slipway)", "Accept": "*/*"]
    headers["Authorization"] = authorization?.reveal()
    let request = PinnedRequest(
      Self.asked(place.address), host: place.address.nameOrAddress, at: place.reach.first, headers: headers)
    do {
      return try await Deadline.run(within: Self.patience, what: "Asking \(place.address.host)") {
        try await request.answer(collecting: nil)
      }
    } catch {
      try Task.checkCancellation()
      return nil
    }
  }

  /// - Throws: ``SlipwayError`` `badRequest`.
  package func next(after place: GitPlace, _ location: String, what: String) async throws -> GitPlace {
    let url = URL(string: location, relativeTo: URL(string: Self.asked(place.address)))?.absoluteString ?? ""
    let next =
      url.hasSuffix(Self.question) ? try? GitAddress(parsing: String(url.dropLast(Self.question.count))) : nil
    guard let next, next.username == nil, next.password == nil else {
      throw SlipwayError.invalid(
        what,
        "\(place.address.url) leads to what is no repository; check it. A private repository may need a user name "
          + "and a password")
    }
    guard next.transport == .https || next.transport == place.address.transport else {
      throw SlipwayError.invalid(
        what, "\(place.address.url) leads from https to another scheme at \(next.host); nothing is fetched that way")
    }
    return try await reach.place(of: next, what: what, after: place)
  }

  private static func asked(_ address: GitAddress) -> String {
    String(address.url.reversed().drop { $0 == "/" }.reversed()) + question
  }
}
