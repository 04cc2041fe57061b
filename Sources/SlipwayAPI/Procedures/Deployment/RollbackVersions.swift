import SlipwayCore
import SlipwayStore

/// Numbers an application's releases and finds the one of a deployment.
struct RollbackVersions {
  private let rows: [ID<Deployment>: RollbackRow]

  /// - Parameter releases: newest first.
  init(_ releases: [Release]) {
    let proven = releases.reversed().filter { $0.state == .current || $0.state == .previous }
    let numbered = proven.enumerated().map {
      ($0.element.deploymentID, RollbackRow($0.element, version: $0.offset + 1))
    }
    rows = Dictionary(numbered, uniquingKeysWith: { _, last in last })
  }

  subscript(deployment: ID<Deployment>) -> RollbackRow? { rows[deployment] }
}
