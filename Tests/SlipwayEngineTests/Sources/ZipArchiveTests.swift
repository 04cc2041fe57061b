import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayTesting
import Testing

struct ZipArchiveTests {
  @Test func `Files keep their names and their right to be run`() throws {
    try extracting {
      $0.add("app/(group)/[id]/page @home ~$&+,é漢.tsx", "page")
      $0.add("run.sh", "#!", mode: 0o100755)
      $0.add("empty/", mode: 0o040755)
      $0.add("__MACOSX/._run.sh", "x")
      $0.add("app/.DS_Store", "x")
    } check: { folder in
      let page = folder + "/app/(group)/[id]/page @home ~$&+,é漢.tsx"
      #expect(text(page) == "page")
      #expect(FileManager.default.isExecutableFile(atPath: folder + "/run.sh"))
      #expect(names(folder) == ["app", "empty", "run.sh"])
      #expect(names(folder + "/app") == ["(group)"])
    }
  }

  @Test func `A single folder at the root is left out`() throws {
    try extracting {
      $0.add("site-main/", mode: 0o040755)
      $0.add("site-main/index.html", "hi")
    } check: { folder in
      #expect(names(folder) == ["index.html"])
    }
  }

  @Test func `A single file stays where it is`() throws {
    try extracting {
      $0.add("index.html", "hi")
    } check: { folder in
      #expect(names(folder) == ["index.html"])
    }
  }

  @Test func `Links inside the folder are kept`() throws {
    try extracting {
      $0.add("a/real", "yes")
      $0.add("bin/tool", "../a/real", mode: 0o120777)
    } check: { folder in
      #expect(text(folder + "/bin/tool") == "yes")
    }
  }

  @Test(arguments: [
    "../evil", "a/../../evil", "/etc/cron.d/x", "..\\..\\evil", "a\u{0}b", "a\nb", "a/..", "\\\\host\\share",
  ]) func `An entry that leaves its folder refuses the whole zip`(name: String) throws {
    var zip = ZipBytes()
    zip.add("ok.txt", "fine")
    zip.add(name, "evil")
    try expectRefusal(zip)
  }

  @Test(arguments: ["/etc/passwd", "../../etc/passwd", "..", "x/../..", "a\\b", ""])
  func `A link that leads out refuses the whole zip`(target: String) throws {
    var zip = ZipBytes()
    zip.add("ok.txt", "fine")
    zip.add("link", target, mode: 0o120777)
    try expectRefusal(zip)
  }

  @Test func `Nothing is written through a link`() throws {
    var zip = ZipBytes()
    zip.add("dir", "..", mode: 0o120777)
    zip.add("dir/evil", "evil")
    try expectRefusal(zip)
    zip = ZipBytes()
    zip.add("d/e/up", "../..", mode: 0o120777)
    zip.add("out", "d/e/up/../..", mode: 0o120777)
    try expectRefusal(zip)
  }

  @Test(arguments: [0o020666, 0o060666, 0o010666, 0o140666])
  func `Devices, pipes and sockets are refused`(mode: Int) throws {
    var zip = ZipBytes()
    zip.add("null", mode: mode)
    try expectRefusal(zip)
  }

  @Test func `Encrypted and strangely compressed entries are refused`() throws {
    var zip = ZipBytes()
    zip.add("a", "x")
    zip.alter { $0.flags = 1 }
    try expectRefusal(zip)
    zip = ZipBytes()
    zip.add("a", "x")
    zip.alter { $0.method = 12 }
    try expectRefusal(zip)
  }

  @Test func `Content that is not what the listing says is refused`() throws {
    var zip = ZipBytes()
    zip.add("a", "content")
    zip.alter { $0.size = 3 }
    try expectRefusal(zip)
    zip = ZipBytes()
    zip.add("a", "not deflated at all")
    zip.alter { $0.method = 8 }
    try expectRefusal(zip)
  }

  @Test func `Sizes and counts have limits`() throws {
    var zip = ZipBytes()
    zip.add("a", "x")
    zip.alter { $0.size = 0xffff_fffe }
    var limits = ZipArchive.Limits()
    limits.total = 1 << 20
    try expectRefusal(zip, limits)
    zip = ZipBytes()
    for number in 0..<20 { zip.add("f\(number)", "x") }
    limits.entries = 10
    try expectRefusal(zip, limits)
  }

  @Test(arguments: ZipBytes.Large.allCases)
  func `A number that no file can reach refuses the zip and does not end the server`(number: ZipBytes.Large) throws {
    var zip = ZipBytes()
    zip.add("first", "x")
    zip.add("huge", "x")
    zip.alter { $0.large = number }
    zip.add("last", "x")
    try expectRefusal(zip)
  }

  @Test func `What is no zip is refused`() throws {
    var zip = ZipBytes()
    zip.add("a/b", "some content")
    let whole = zip.bytes()
    for length in [0, 1, 21, 22, whole.count / 2, whole.count - 1] {
      #expect(throws: SlipwayError.self) { try open(Array(whole[..<length])) }
    }
    #expect(throws: SlipwayError.self) { try open([UInt8](repeating: 0x50, count: 70_000)) }
  }

  @Test func `No damage makes it crash or write elsewhere`() throws {
    var zip = ZipBytes()
    zip.add("site/a.txt", "some content")
    zip.add("site/link", "a.txt", mode: 0o120777)
    zip.add("site/b/", mode: 0o040755)
    let whole = zip.bytes()
    var generator = Seeded(state: 7)
    for _ in 0..<400 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      if let archive = try? open(bytes) {
        #expect(archive.entries.allSatisfy { !$0.path.isEmpty && !$0.path.contains("..") })
        try? FileManager.default.removeItem(atPath: archive.path + ".out")
        try? extract(archive)
      }
    }
  }

  @Test func `What a real tool compressed is unpacked`() async throws {
    let path = try temporaryPath("real.zip")
    let script = """
      import sys, zipfile
      with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as z:
          z.writestr("a/numbers.txt", "\\n".join(str(n) for n in range(200000)))
          z.writestr("a/empty.txt", "")
          z.writestr("b/zeros", bytes(3 << 20))
      """
    try await EndToEndCommand.run(["python3", "-c", script, path])
    let archive = try ZipArchive(path: path)
    try extract(archive)
    let numbers = try String(contentsOfFile: path + ".out/a/numbers.txt", encoding: .utf8)
    #expect(numbers == (0..<200_000).map(String.init).joined(separator: "\n"))
    let zeros = try FileManager.default.attributesOfItem(atPath: path + ".out/b/zeros")[.size] as? Int
    #expect(zeros == 3 << 20)
    #expect(FileManager.default.fileExists(atPath: path + ".out/a/empty.txt"))
  }

  private func text(_ path: String) -> String? { try? String(contentsOfFile: path, encoding: .utf8) }

  private func names(_ folder: String) -> [String]? {
    try? FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  private func open(_ bytes: [UInt8], _ limits: ZipArchive.Limits = ZipArchive.Limits()) throws -> ZipArchive {
    let path = try temporaryPath("upload.zip")
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return try ZipArchive(path: path, limits: limits)
  }

  private func extract(_ archive: ZipArchive) throws {
    try FileManager.default.createDirectory(atPath: archive.path + ".out", withIntermediateDirectories: true)
    try archive.extract(to: archive.path + ".out")
  }

  private func extracting(_ make: (inout ZipBytes) -> Void, check: (String) throws -> Void) throws {
    var zip = ZipBytes()
    make(&zip)
    let archive = try open(zip.bytes())
    try extract(archive)
    try check(archive.path + ".out")
  }

  private func expectRefusal(_ zip: ZipBytes, _ limits: ZipArchive.Limits = ZipArchive.Limits()) throws {
    let error = #expect(throws: SlipwayError.self) {
      let archive = try open(zip.bytes(), limits)
      try extract(archive)
    }
    #expect(error?.code == .badRequest && error?.details["zip"] != nil, "\(String(describing: error))")
  }
}

/// The same numbers each time.
private struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 29
  }
}
