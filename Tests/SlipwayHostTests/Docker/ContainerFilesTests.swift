import Foundation
import Testing

@testable import SlipwayHost

@Suite struct ContainerFilesTests {
  @Test func `what ls writes is read, of coreutils and of busybox`() {
    #expect(
      ContainerFiles.entry("-rw-r--r--    1 0        0              12 Jan  1 00:00 with blanks.txt")
        == ContainerEntry(name: "with blanks.txt", type: .file, size: 12, permissions: "-rw-r--r--"))
    #expect(
      ContainerFiles.entry("lrwxrwxrwx 1 0 0 7 Jan  1  2026 bin -> usr/bin")
        == ContainerEntry(name: "bin", type: .symlink, size: 7, permissions: "lrwxrwxrwx", target: "usr/bin"))
    #expect(ContainerFiles.entry("drwxr-xr-x 2 0 0 4096 Jan  1 00:00 etc")?.type == .directory)
    for line in ["total 12", "", "ls: cannot open directory", "crw-rw-rw- 1 0 0 1, 3 Jan  1 00:00 null"] {
      #expect(ContainerFiles.entry(line) == nil)
    }
  }

  @Test func `an archive of one file is read as it was written`() throws {
    for size in [0, 1, 511, 512, 513, 70_000] {
      let content = Data((0..<size).map { UInt8(truncatingIfNeeded: $0) })
      let archive = TarHeader.archive(of: content, named: "file.bin")
      #expect(archive.count % 512 == 0)
      let header = try #require(TarHeader(archive))
      #expect(header.isFile && header.length == size)
      #expect(archive.dropFirst(TarHeader.size).prefix(size) == content)
      // The sum that readers check: of all bytes, with blanks where it stands itself.
      let sum = archive.prefix(512).enumerated().reduce(0) {
        $0 + ((148..<156).contains($1.offset) ? 32 : Int($1.element))
      }
      #expect(
        String(decoding: archive[148..<154], as: UTF8.self) == String(
          repeating: "0", count: 6 - String(sum, radix: 8).count) + String(sum, radix: 8))
    }
  }
}
