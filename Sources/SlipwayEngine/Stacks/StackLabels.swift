import SlipwayCompose
package import SlipwayCore

/// The labels of what a compose stack runs. They are the same for every release: a container that did not change is
/// left alone.
package enum StackLabels {
  /// The service's name in the user's file.
  package static let service = StackPlan.serviceLabel
  static let project = "com.docker.compose.project"
  static let composeService = "com.docker.compose.service"
  static let oneOff = "com.docker.compose.oneoff"
  static let namespace = "com.docker.stack.namespace"

  package static func values(instance: String, of stack: Deployable) -> [String: String] {
    [
      ReleaseLabels.instance: instance, ReleaseLabels.organization: stack.organizationID.rawValue,
      ReleaseLabels.deployable: stack.id.rawValue, ReleaseLabels.role: "stack",
    ]
  }

  /// What all that belongs to one stack has.
  static func owned(by id: ID<Deployable>, instance: String) -> [String: String] {
    [ReleaseLabels.instance: instance, ReleaseLabels.deployable: id.rawValue, ReleaseLabels.role: "stack"]
  }
}

extension StackFile {
  /// The values of its environment whose names say that they are secrets.
  var telling: [Secret] {
    StackModel(root: model).services.values.flatMap { service in
      (service["environment"]?.members ?? [:]).compactMap { name, value in
        SecretNames.contains(name) ? value.stringValue.map { Secret($0.replacing("$$", with: "$")) } : nil
      }
    }
  }
}
