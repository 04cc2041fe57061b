import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Numbers an application's releases and finds the one of a deployment.
struct RollbackVersions {
  private let rows: [ID<Deployment>: RollbackRow]

  /// - Parameter releases: newest first.
  init(_ releases: [Release]) {
    // A number stays with its release when older ones can no longer be gone back to.
    let proven = releases.reversed().filter { [.current, .previous, .retired].contains($0.state) }
    let numbered = proven.enumerated().filter { $0.element.state != .retired }.map {
      ($0.element.deploymentID, RollbackRow($0.element, version: $0.offset + 1))
    }
    rows = Dictionary(numbered, uniquingKeysWith: { _, last in last })
  }

  subscript(deployment: ID<Deployment>) -> RollbackRow? { rows[deployment] }
}
