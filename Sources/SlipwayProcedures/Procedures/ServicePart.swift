import SlipwayCore
import SlipwayStore

/// What belongs to a service and is applied by its next deployment.
protocol ServicePart: Sendable {
  var organizationID: ID<Organization> { get }
  var deployableID: ID<Deployable> { get }
}

extension Mount: ServicePart {}
extension PublishedPort: ServicePart {}
extension SourcePatch: ServicePart {}

extension Call {
  /// Changes a part in one transaction with the note that its service's next deployment applies it, and tells of it.
  /// - Parameter body: makes, changes or removes the part; what it throws changes nothing.
  /// - Returns: the answer that `body` makes of it.
  func changePart<Answer: Sendable>(
    _ body: @escaping @Sendable (Transaction) throws -> (part: any ServicePart, answer: Answer)
  ) async throws -> Answer {
    let now = now()
    let (part, answer) = try await store.write { tx in
      let changed = try body(tx)
      try tx.deployables.noteChange(changed.part.deployableID, now)
      return changed
    }
    publish(.deployableChanged(part.deployableID, part.organizationID))
    return answer
  }
}
