package import SlipwayCore

/// A kind of service that is deployed from code: an application or a compose stack. What can be done with both in the same
/// way is written once, and published under the name of each.
package protocol CodeService: Sendable {
  associatedtype Input: CodeServiceInput
  associatedtype DeployInput: CodeServiceDeployInput
  /// The first half of its procedures' names.
  static var router: String { get }
  /// As in "Stops an application".
  static var noun: String { get }
  static func subject(_ id: ID<Deployable>) -> Subject
}

/// The input of what concerns one service.
package protocol CodeServiceInput: Codable, Sendable {
  /// Which one.
  var service: ID<Deployable> { get }
}

/// The input of what queues a deployment.
package protocol CodeServiceDeployInput: CodeServiceInput {
  var title: String? { get }
  var description: String? { get }
}

/// Applications.
package enum ApplicationService: CodeService {
  package typealias Input = ApplicationInput
  package typealias DeployInput = ApplicationDeployInput
  package static let router = "application"
  package static let noun = "an application"
  package static func subject(_ id: ID<Deployable>) -> Subject { .application(id) }
}

/// Compose stacks.
package enum StackService: CodeService {
  package typealias Input = ComposeInput
  package typealias DeployInput = ComposeDeployInput
  package static let router = "compose"
  package static let noun = "a compose stack"
  package static func subject(_ id: ID<Deployable>) -> Subject { .compose(id) }
}

extension ApplicationInput: CodeServiceInput { package var service: ID<Deployable> { applicationId } }
extension ApplicationDeployInput: CodeServiceDeployInput { package var service: ID<Deployable> { applicationId } }
extension ComposeInput: CodeServiceInput { package var service: ID<Deployable> { composeId } }
extension ComposeDeployInput: CodeServiceDeployInput { package var service: ID<Deployable> { composeId } }
