import SlipwayAnswers
import SlipwayCore
import Testing

@testable import SlipwayProcedures

@Suite struct SettingsOverlayTests {
  @Test func `fields of that value are taken and others are left`() throws {
    var before = BuildSettings()
    before.dockerfile = "Old"
    before.publishDirectory = "dist"
    let after = try SettingsOverlay.apply(
      ["dockerfile": "New", "replicas": .integer(3)], to: before, defaults: BuildSettings())
    #expect(after.dockerfile == "New")
    #expect(after.publishDirectory == "dist")
  }

  @Test func `null gives the default back, also of what may not be empty`() throws {
    var before = BuildSettings()
    before.dockerfile = "Old"
    before.publishDirectory = "dist"
    before.cleanCache = true
    let after = try SettingsOverlay.apply(
      ["dockerfile": .null, "publishDirectory": .null, "cleanCache": .null], to: before, defaults: BuildSettings())
    #expect(after == BuildSettings())
  }

  @Test func `a value that does not fit is named`() {
    let refusal = #expect(throws: SlipwayError.self) {
      try SettingsOverlay.apply(["buildType": "magic"], to: BuildSettings(), defaults: BuildSettings())
    }
    #expect(refusal?.details.keys.sorted() == ["buildType"])
  }

  @Test func `fields of later versions are taken with their defaults only`() throws {
    for (field, value) in LaterApplicationFields.defaults { try LaterApplicationFields.check(field, value) }
    #expect(throws: SlipwayError.self) { try LaterApplicationFields.check("networkIds", ["x"]) }
  }
}
