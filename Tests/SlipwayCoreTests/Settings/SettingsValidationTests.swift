import Foundation
import SlipwayCore
import Testing

/// Settings that could break out of where they are put are refused by field.
@Suite struct SettingsValidationTests {
  private func domain(_ change: (inout Domain) -> Void) -> Domain {
    var domain = Domain(
      organizationID: ID("o"), deployableID: ID("a"), host: "App.test", createdAt: Date(timeIntervalSince1970: 0))
    change(&domain)
    return domain
  }

  @Test("A well-formed domain is made canonical")
  func normalizesDomain() throws {
    var good = domain { $0.path = "/api/v1" }
    try good.normalize()
    #expect(good.host == "app.test")
  }

  @Test("Refused domains", arguments: ["`) || Host(`x", "a\nb", "no-slash", "/../x", "/a b", "/a\"b", "/ü", ""])
  func refusesPath(path: String) {
    var bad = domain { $0.path = path }
    let error = #expect(throws: SlipwayError.self) { try bad.normalize() }
    #expect(error?.details["path"] != nil)
  }

  @Test("Every wrong field of a domain is named at once")
  func namesEveryField() {
    var bad = domain {
      $0.port = 0
      $0.stripPath = true
      $0.certificateType = .custom
      $0.middlewares = ["a`b"]
      $0.customEntrypoint = "x y"
    }
    let error = #expect(throws: SlipwayError.self) { try bad.normalize() }
    #expect(
      Set(error?.details.keys ?? [:].keys)
        == ["port", "stripPath", "middlewares", "customEntrypoint"])
  }

  private func mount(
    _ type: Mount.Kind, host: String? = nil, volume: String? = nil, file: String? = nil, at path: String = "/data"
  ) -> Mount {
    Mount(
      organizationID: ID("o"), deployableID: ID("a"), type: type, hostPath: host, volumeName: volume, filePath: file,
      content: Secret(""), mountPath: path)
  }

  @Test("Good mounts")
  func acceptsMounts() throws {
    try mount(.bind, host: "/srv/data").validate()
    try mount(.volume, volume: "data_1").validate()
    try mount(.file, file: "conf/app.conf").validate()
  }

  @Test("Refused mounts")
  func refusesMounts() {
    let bad = [
      mount(.bind, host: "srv"), mount(.bind, host: "/a/../etc"), mount(.volume, volume: "../x"),
      mount(.volume, volume: "-x"),
      mount(.file, file: "/etc/passwd"), mount(.file, file: "../x"), mount(.file, file: "a//b"), mount(.file),
      mount(.volume, volume: "x", at: "/"), mount(.volume, volume: "x", at: "data"), mount(.bind, host: "/a\nb"),
    ]
    for mount in bad { #expect(throws: SlipwayError.self) { try mount.validate() } }
  }

  @Test(
    "A domain names nothing of the dashboard's or of Traefik's own",
    arguments: ["slipway-panel@file", "slipway-panel", "Slipway-Panel@file", "api@internal", "x@docker", "@file"])
  func refusesReservedMiddlewares(name: String) {
    var domain = Domain(organizationID: ID("o"), deployableID: ID("a"), host: "a.test", createdAt: Date())
    domain.middlewares = [name]
    let error = #expect(throws: SlipwayError.self) { try domain.normalize() }
    #expect(error?.details.keys.sorted() == ["middlewares"])
  }

  @Test("Traefik's own entry point is for no domain")
  func refusesReservedEntryPoint() {
    var domain = Domain(organizationID: ID("o"), deployableID: ID("a"), host: "a.test", createdAt: Date())
    domain.customEntrypoint = "traefik"
    #expect(throws: SlipwayError.self) { try domain.normalize() }
  }

  @Test("Ports of the server itself cannot be published")
  func refusesReservedPorts() {
    let port = PublishedPort(organizationID: ID("o"), deployableID: ID("a"), publishedPort: 22, targetPort: 0)
    let error = #expect(throws: SlipwayError.self) { try port.validate(reserved: [22]) }
    #expect(Set(error?.details.keys ?? [:].keys) == ["publishedPort", "targetPort"])
  }
}
