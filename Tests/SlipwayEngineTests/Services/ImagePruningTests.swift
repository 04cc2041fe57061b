import SlipwayCore
@testable import SlipwayEngine
import Foundation
import Testing

@Suite struct ImagePruningTests {
  @Test func `Only names that our builds give go, and never one that is kept`() {
    let tags = ["slipway/a-b:d-1", "slipway/a-b:d-2", "slipway/a-b:latest", "slipway/a-bc:d-1", "nginx:1"]
    #expect(
      ImagePruning.obsolete(tags, appName: "a-b", keeping: ["slipway/a-b:d-2"]) == ["slipway/a-b:d-1"])
  }

  @Test func `The current release and four good ones before it are kept`() {
    func release(_ name: String, _ state: Release.State) -> Release {
      Release(
        organizationID: ID("o"), applicationID: ID("a"), deploymentID: ID(name), state: state, serviceName: name,
        imageReference: name, imageIdentity: name, spec: Secret("{}"), createdAt: Date())
    }
    let states: [Release.State] = [.failed, .previous, .current, .failed] + Array(repeating: .previous, count: 6)
    let releases = states.enumerated().map { release("\($0.offset)", $0.element) }
    #expect(Leftovers.kept(of: releases).map(\.serviceName) == ["2", "1", "4", "5", "6"])
  }
}
