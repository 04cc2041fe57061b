package import Foundation
package import SlipwayCore

/// A type that may stand in a statement and be read from a row. A ``Secret`` is none: seal it first.
package protocol SQLBindable: Sendable {
  var sqlValue: SQLValue { get }
  /// - Returns: `nil` when the column holds something of another type.
  init?(sqlValue: SQLValue)
}

extension String: SQLBindable {
  package var sqlValue: SQLValue { .text(self) }
  package init?(sqlValue: SQLValue) {
    guard case .text(let text) = sqlValue else { return nil }
    self = text
  }
}

extension Int: SQLBindable {
  package var sqlValue: SQLValue { .integer(Int64(self)) }
  package init?(sqlValue: SQLValue) {
    guard case .integer(let number) = sqlValue else { return nil }
    self = Int(number)
  }
}

extension Bool: SQLBindable {
  package var sqlValue: SQLValue { .integer(self ? 1 : 0) }
  package init?(sqlValue: SQLValue) {
    guard case .integer(let number) = sqlValue else { return nil }
    self = number != 0
  }
}

/// Milliseconds since 1970.
extension Date: SQLBindable {
  package var sqlValue: SQLValue { .integer(Int64((timeIntervalSince1970 * 1000).rounded())) }
  package init?(sqlValue: SQLValue) {
    guard case .integer(let milliseconds) = sqlValue else { return nil }
    self.init(timeIntervalSince1970: Double(milliseconds) / 1000)
  }
}

/// Milliseconds.
extension Duration: SQLBindable {
  package var sqlValue: SQLValue {
    .integer(components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000)
  }
  package init?(sqlValue: SQLValue) {
    guard case .integer(let milliseconds) = sqlValue else { return nil }
    self = .milliseconds(milliseconds)
  }
}

extension ID: SQLBindable {
  package var sqlValue: SQLValue { .text(rawValue) }
  package init?(sqlValue: SQLValue) {
    guard case .text(let text) = sqlValue else { return nil }
    self.init(text)
  }
}

extension Optional: SQLBindable where Wrapped: SQLBindable {
  package var sqlValue: SQLValue { self?.sqlValue ?? .null }
  package init?(sqlValue: SQLValue) {
    self = .none
    guard sqlValue != .null else { return }
    guard let value = Wrapped(sqlValue: sqlValue) else { return nil }
    self = .some(value)
  }
}

/// The words of the vocabulary are stored as they are spelt.
extension SQLBindable where Self: RawRepresentable, RawValue == String {
  package var sqlValue: SQLValue { .text(rawValue) }
  package init?(sqlValue: SQLValue) {
    guard case .text(let text) = sqlValue, let word = Self(rawValue: text) else { return nil }
    self = word
  }
}

extension Member.Role: SQLBindable {}
extension Database.Engine: SQLBindable {}
extension Deployable.Kind: SQLBindable {}
extension Deployable.Status: SQLBindable {}
extension Domain.CertificateType: SQLBindable {}
extension Mount.Kind: SQLBindable {}
extension PublishedPort.Mode: SQLBindable {}
extension PublishedPort.Transport: SQLBindable {}
extension SourcePatch.Kind: SQLBindable {}
extension Deployment.Kind: SQLBindable {}
extension DeploymentStatus: SQLBindable {}
extension DeploymentStep: SQLBindable {}
extension Release.State: SQLBindable {}
extension Job.State: SQLBindable {}
extension BackupPlan.Content: SQLBindable {}
extension BackupRun.Kind: SQLBindable {}
extension RunStatus: SQLBindable {}
extension Schedule.Place: SQLBindable {}
extension Schedule.Shell: SQLBindable {}
extension Server.Purpose: SQLBindable {}
extension Network.Driver: SQLBindable {}
extension ProviderKind: SQLBindable {}
