/// `backup.run`: a run with the service that it is of, or that is restored into.
package struct BackupRunDetail: Codable, Sendable {
  package var run: BackupRunRow
  package var more: More

  /// What the row lacks.
  package struct More: Codable, Sendable {
    /// With its environment and project; `null` of Slipway itself, and when the service is gone.
    @Null package var service: ApplicationLink?
  }

  package init(_ run: BackupRunRow, of service: ApplicationLink?) {
    self.run = run
    more = More(service: service)
  }

  package init(from decoder: any Decoder) throws {
    run = try BackupRunRow(from: decoder)
    more = try More(from: decoder)
  }

  package func encode(to encoder: any Encoder) throws {
    try run.encode(to: encoder)
    try more.encode(to: encoder)
  }
}
