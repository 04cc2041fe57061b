import Testing

@testable import SlipwayCompose

struct ComposeVolumeTextTests {
  @Test(
    arguments: [
      ("/data", nil, "/data", false), ("data:/var/lib/data", "data", "/var/lib/data", false),
      ("./conf:/etc/app:ro", "./conf", "/etc/app", true), ("/srv:/srv:rw,z", "/srv", "/srv", false),
      ("~/x:/x:z,ro", "~/x", "/x", true), ("${DIR:-/srv}:/srv", "${DIR:-/srv}", "/srv", false),
      ("data:", "data", "", false),
    ] as [(String, String?, String, Bool)])
  func `The short form of a volume is taken apart`(text: String, source: String?, target: String, isReadOnly: Bool) {
    let volume = ComposeVolumeText(text).volume
    #expect(volume.source == source && volume.target == target && volume.isReadOnly == isReadOnly)
  }

  @Test(arguments: [
    ("/data", ComposeService.Volume.Kind.anonymous), ("data:/x", .volume), ("my.data:/x", .volume), ("./a:/x", .bind),
    ("../a:/x", .bind), ("/a:/x", .bind), ("~/a:/x", .bind), ("$HOME:/x", .bind), ("${A}:/x", .bind),
  ])
  func `What may be a path of the host is taken for one`(text: String, kind: ComposeService.Volume.Kind) {
    #expect(ComposeVolumeText(text).volume.kind == kind)
  }

  @Test func `Another source keeps the rest as it was`() {
    #expect(ComposeVolumeText("data:/x:ro,z").with(source: "data-S") == "data-S:/x:ro,z")
  }
}
