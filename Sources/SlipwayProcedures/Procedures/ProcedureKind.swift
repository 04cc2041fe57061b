/// Whether a procedure only looks (`GET`) or changes something (`POST`, audited).
package enum ProcedureKind: String, Sendable, CaseIterable {
  case query, mutation
}
