import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Whose a named volume of the server is: nobody mounts, reads or fills one that was made for another organisation.
struct VolumeGuard: Sendable {
  let engine: Engine
  let docker: DockerClient
  let organization: ID<Organization>

  /// A volume that is there already was made for this organisation, or the server's owner has given it to it.
  /// - Returns: `nil` when there is none of that name yet.
  /// - Throws: ``SlipwayError`` `badRequest` naming `volumeName`.
  @discardableResult
  func check(_ volume: String) async throws -> DockerVolume? {
    guard let found = try await docker.inspectVolume(volume) else { return nil }
    guard found.Labels?[ReleaseLabels.organization] != organization.rawValue else { return found }
    let claim = try await engine.store.read { try $0.volumeClaims.find(volume) }
    guard let claim, claim.organizationID == organization, claim.isAdopted else {
      throw SlipwayError.invalid(
        "volumeName",
        "the volume \(volume) is there already and was not made for this organisation; the server's owner may mount it"
      )
    }
    return found
  }

  /// One of that name for the organisation, as it is made by whoever needs it first.
  func fresh(_ volume: String) -> DockerVolume {
    DockerVolume(
      Name: volume, Labels: ReleaseLabels.owned(by: organization, instance: engine.configuration.instance))
  }
}
