package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Lists the mounts of a service.
package enum MountListByService: Procedure {
  package struct Input: Codable, Sendable {
    package var serviceType: String
    package var serviceId: String
  }

  package static let name = "mounts.listByServiceId"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the mounts of a service"

  package static func access(_ input: Input) -> Access { .subject(.deployable(ID(input.serviceId)), .read) }

  package static func run(_ input: Input, _ call: Call) async throws -> [MountRow] {
    guard let kind = ServiceWord(rawValue: input.serviceType) else {
      let words = ServiceWord.allCases.map(\.rawValue).joined(separator: ", ")
      throw SlipwayError.invalid("serviceType", "must be one of \(words)")
    }
    return try await call.store.read { tx in
      let own = try ServiceWord.check(kind, of: ID(input.serviceId), tx)
      return try tx.mounts.all(of: ID(input.serviceId)).map { MountRow($0, of: own.rawValue) }
    }
  }
}
