package import SlipwayCore
package import SlipwayStore

/// What a service is, in the published word: a new engine of databases is one by itself.
package enum ServiceWord: Sendable, Hashable, Codable, RawRepresentable, CaseIterable {
  case application, compose
  case database(Database.Engine)

  package static let allCases: [ServiceWord] =
    [.application, .compose] + Database.Engine.allCases.map { .database($0) }

  package init?(rawValue: String) {
    guard let found = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
    self = found
  }

  package var rawValue: String {
    switch self {
    case .application: "application"
    case .compose: "compose"
    case .database(let engine): engine.rawValue
    }
  }

  /// What the published API calls the identifier of such a service: `postgresId`.
  package var idField: String { rawValue + "Id" }

  package func subject(_ id: ID<Deployable>) -> Subject {
    switch self {
    case .application: .application(id)
    case .compose: .compose(id)
    case .database: .database(id)
    }
  }

  /// - Throws: ``SlipwayError`` `notFound`.
  package static func of(_ id: ID<Deployable>, _ tx: Transaction) throws -> ServiceWord {
    switch try tx.deployables.one(id).kind {
    case .application: .application
    case .compose: .compose
    case .database: .database(try tx.databases.one(id).settings.engine)
    }
  }

  /// - Throws: ``SlipwayError`` `badRequest` when the caller named another kind than the service's.
  @discardableResult
  package static func check(
    _ typed: ServiceWord?, of id: ID<Deployable>, field: String = "serviceType", _ tx: Transaction
  ) throws -> ServiceWord {
    let word = try of(id, tx)
    guard let typed, typed != word else { return word }
    throw SlipwayError.invalid(field, "must be \(word.rawValue), as the service is")
  }
}
