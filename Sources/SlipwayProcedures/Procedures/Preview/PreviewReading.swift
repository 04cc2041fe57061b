import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Previews as they are answered.
enum PreviewReading {
  /// Newest first.
  static func rows(of parent: ID<Deployable>, _ tx: Transaction) throws -> [PreviewRow] {
    let previews = try tx.previews.all(of: parent)
    guard !previews.isEmpty else { return [] }
    let parent = try tx.deployables.one(parent)
    return try previews.map { try row($0, of: parent, tx) }
  }

  static func row(_ id: ID<PreviewDeployment>, _ tx: Transaction) throws -> PreviewRow {
    let preview = try tx.previews.one(id)
    return try row(preview, of: try tx.deployables.one(preview.parentID), tx)
  }

  /// The application or the stack that runs of a preview; `nil` as long as none was made.
  static func main(of id: ID<PreviewDeployment>, _ tx: Transaction) throws -> Deployable? {
    try tx.previews.parts(of: id).first { $0.kind != .database }
  }

  private static func row(
    _ preview: PreviewDeployment, of parent: Deployable, _ tx: Transaction
  ) throws -> PreviewRow {
    let main = try main(of: preview.id, tx)
    return PreviewRow(
      preview,
      PreviewRow.Relations(
        parent: parent, main: main, domain: try main.flatMap { try tx.domains.all(of: $0.id).first },
        deployments: try main.map { try tx.deployments.all(of: $0.id, limit: 10) } ?? []))
  }
}
