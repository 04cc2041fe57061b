import SlipwayCore

/// The published fields of a domain that stand for what is not there yet.
enum LaterDomainFields {
  /// - Throws: ``SlipwayError`` `badRequest` naming the field.
  static func check(
    composeId: String?, previewDeploymentId: String?, serviceName: String?, kind: Domain.Kind?, forwardAuth: Bool?
  ) throws {
    var problems = ValidationProblems()
    let later = "is not supported by this version yet; leave it out"
    problems.require(composeId?.isEmpty ?? true, "composeId", later)
    problems.require(previewDeploymentId?.isEmpty ?? true, "previewDeploymentId", later)
    problems.require(serviceName?.isEmpty ?? true, "serviceName", later)
    problems.require(kind ?? .application == .application, "domainType", "must be 'application' in this version")
    problems.require(!(forwardAuth ?? false), "forwardAuthEnabled", later)
    try problems.throwIfAny()
  }
}
