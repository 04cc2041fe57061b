import SlipwayCore

/// What was refused, as a stream tells it: by the published closes, with words where they may be known.
enum StreamRefusal {
  /// - Throws: ``WebSocketClose`` for what the body refuses.
  @discardableResult
  static func telling<Result>(_ body: () async throws -> Result) async throws -> Result {
    do {
      return try await body()
    } catch let error as SlipwayError {
      throw close(error)
    }
  }

  static func close(_ error: SlipwayError) -> WebSocketClose {
    switch error.code {
    case .notFound: .notAuthorized
    case .forbidden, .unauthorized: WebSocketClose(4003, error.message)
    case .badRequest: .badParameter(error.message)
    case .internal: .internalError
    default: WebSocketClose(unavailable, error.message)
    }
  }

  /// It cannot be shown now: nothing runs, or a machine does not answer.
  static let unavailable: UInt16 = 4004
}
