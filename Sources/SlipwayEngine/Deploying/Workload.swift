import SlipwayCore
import SlipwayStore

extension Transaction {
  /// What a deployable runs, as an application: whatever is released as one service goes through the same stages.
  /// - Throws: ``SlipwayError`` `notFound`.
  func workload(_ id: ID<Deployable>) throws -> Application {
    try applications.one(id)
  }

  /// - Returns: `nil` when it is gone.
  func findWorkload(_ id: ID<Deployable>) throws -> Application? {
    try deployables.find(id) == nil ? nil : workload(id)
  }
}
