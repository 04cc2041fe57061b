import SlipwayTesting

/// Requests to one address through the proxy, without a pause, from two clients at once; remembers every failure.
actor Traffic {
  private(set) var sent = 0
  private(set) var failures: [String] = []
  private(set) var bodies: Set<String> = []

  /// Sends requests while `body` runs.
  static func during(
    _ application: EndToEndApplication, _ body: () async throws -> Void
  ) async throws -> Traffic {
    try await during({ try await application.get() }, body)
  }

  /// Sends requests while `body` runs.
  /// - Parameter request: asks once.
  static func during(
    _ request: @escaping @Sendable () async throws -> EndToEndHTTP.Answer, _ body: () async throws -> Void
  ) async throws -> Traffic {
    let traffic = Traffic()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<2 {
        group.addTask {
          while !Task.isCancelled {
            await traffic.send(request)
            try? await Task.sleep(for: .milliseconds(15))
          }
        }
      }
      defer { group.cancelAll() }
      try await body()
    }
    return traffic
  }

  private func send(_ request: @Sendable () async throws -> EndToEndHTTP.Answer) async {
    do {
      let answer = try await request()
      if Task.isCancelled { return }
      note(answer.status == 200 ? nil : "\(answer.status): \(answer.body.prefix(80))", answer.body)
    } catch {
      if !Task.isCancelled { note("\(error)", "") }
    }
  }

  private func note(_ failure: String?, _ body: String) {
    sent += 1
    if let failure { failures.append("request \(sent): \(failure)") } else { bodies.insert(body) }
  }
}
