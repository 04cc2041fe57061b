import SlipwayCore

/// The published fields of a domain that stand for what is not there yet.
enum LaterDomainFields {
  /// - Throws: ``SlipwayError`` `badRequest` naming the field.
  static func check(previewDeploymentId: String?, kind: Domain.Kind?, forwardAuth: Bool?) throws {
    var problems = ValidationProblems()
    let later = "is not supported by this version yet; leave it out"
    problems.require(previewDeploymentId?.isEmpty ?? true, "previewDeploymentId", later)
    problems.require(kind != .preview, "domainType", "must be 'application' or 'compose' in this version")
    problems.require(!(forwardAuth ?? false), "forwardAuthEnabled", later)
    try problems.throwIfAny()
  }
}
