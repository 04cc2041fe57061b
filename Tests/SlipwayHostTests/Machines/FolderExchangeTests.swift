import Foundation
import SlipwayCore
import Testing

@testable import SlipwayHost

@Suite struct FolderExchangeTests {
  private func write(_ text: String, _ path: String) throws {
    let url = URL(fileURLWithPath: path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  private func read(_ path: String) -> String? {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
  }

  private func names(_ path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  @Test func `two folders change places, and what was there is kept`() async throws {
    try await TemporaryFolder.with { folder in
      let data = folder + "/data"
      try write("old", data + "/slipway.sqlite")
      try write("gone", data + "/uploads/x")
      let exchange = try FolderExchange(data)
      try write("new", exchange.staging + "/slipway.sqlite")
      let snapshot = try #require(try exchange.run())
      #expect(read(data + "/slipway.sqlite") == "new" && read(snapshot + "/slipway.sqlite") == "old")
      #expect(read(snapshot + "/uploads/x") == "gone")
      #expect(try names(folder).count == 2)
      try FolderExchange.refuseCutOff(data, store: data + "/slipway.sqlite")
    }
  }

  @Test func `what containers mount stays where it is, also where the exchange was cut off before`() async throws {
    try await TemporaryFolder.with { folder in
      let data = folder + "/data"
      try write("old", data + "/slipway.sqlite")
      try write("theirs", data + "/stacks/shop/data/file")
      for _ in 0..<2 {
        let exchange = try FolderExchange(data, staying: ["stacks"])
        try write("new", exchange.staging + "/slipway.sqlite")
        let snapshot = try #require(try exchange.run())
        #expect(read(data + "/slipway.sqlite") == "new")
        #expect(read(data + "/stacks/shop/data/file") == "theirs")
        #expect(try names(snapshot) == ["slipway.sqlite"])
        #expect(try names(data) == ["slipway.sqlite", "stacks"])
      }
      // Cut off before the folder was given back.
      let old = folder + "/data.before-restore-cut"
      try FileManager.default.createDirectory(atPath: old, withIntermediateDirectories: true)
      try FileManager.default.moveItem(atPath: data + "/stacks", toPath: old + "/stacks")
      try write(old, data + "/" + FolderExchange.mark)
      #expect(throws: SlipwayError.self) { try FolderExchange.refuseCutOff(data, store: data + "/slipway.sqlite") }
      let again = try FolderExchange(data, staying: ["stacks"])
      try write("again", again.staging + "/slipway.sqlite")
      _ = try again.run()
      #expect(read(data + "/stacks/shop/data/file") == "theirs")
      try FolderExchange.refuseCutOff(data, store: data + "/slipway.sqlite")
    }
  }

  @Test func `where nothing was, nothing is kept`() async throws {
    try await TemporaryFolder.with { folder in
      let exchange = try FolderExchange(folder + "/data")
      try write("new", exchange.staging + "/slipway.sqlite")
      #expect(try exchange.run() == nil)
      #expect(read(folder + "/data/slipway.sqlite") == "new")
      #expect(try names(folder) == ["data"])
    }
  }

  @Test func `a data directory that is a disk of its own is exchanged by what is in it`() async throws {
    try await TemporaryFolder.with { folder in
      let (data, host) = (folder + "/data", LocalHost(docker: DockerClient(host: "unix:///nowhere"), runMarker: "x"))
      try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
      try await host.require(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", "\(data)"], what: "Mounting")
      do {
        try write("old", data + "/slipway.sqlite")
        try write("held", data + "/slipway.lock")
        let exchange = try FolderExchange(data)
        #expect(exchange.staging.hasPrefix(data + "/"))
        try write("new", exchange.staging + "/slipway.sqlite")
        let snapshot = try #require(try exchange.run())
        #expect(read(data + "/slipway.sqlite") == "new" && read(snapshot + "/slipway.sqlite") == "old")
        #expect(read(data + "/slipway.lock") == "held")
        #expect(try names(data).count == 3)
        // A power cut in between leaves this, and half of either.
        try write(snapshot, data + "/" + FolderExchange.mark)
        #expect(throws: SlipwayError.self) {
          try FolderExchange.refuseCutOff(data, store: data + "/slipway.sqlite")
        }
      } catch {
        Issue.record(error)
      }
      try await host.require(["umount", "\(data)"], what: "Unmounting")
    }
  }

  @Test func `what an exchange in three steps has begun is taken back when the second fails`() async throws {
    try await TemporaryFolder.with { folder in
      let (one, other) = (folder + "/one", folder + "/other")
      try write("new", one + "/name")
      try write("original", other + "/name")
      // Programs that know no exchange, the second of which fails.
      let mv = """
        mv() { case "$1:$3" in --exchange:*) return 1;; -T:"$ONE") return 7;; esac; command mv "$@"; }

        """
      var command = Command(["/bin/sh", "-c", mv + SSHFiles.exchanging, "sh", one, other])
      command.environment = ["ONE": Secret(one)]
      let host = LocalHost(docker: DockerClient(host: "unix:///nowhere"), runMarker: "x")
      #expect(try await host.run(command).status == 7)
      #expect(read(other + "/name") == "original" && read(one + "/name") == "new")
    }
  }

  @Test func `Slipway does not begin anew beside what a restore that was cut off has left`() async throws {
    try await TemporaryFolder.with { folder in
      let (data, store) = (folder + "/data", folder + "/data/slipway.sqlite")
      try FolderExchange.refuseCutOff(data, store: store)
      try write("old", data + ".before-restore-abc/slipway.sqlite")
      #expect {
        try FolderExchange.refuseCutOff(data, store: store)
      } throws: { ($0 as? SlipwayError)?.message.contains("data.before-restore-abc") == true }
      try write("there", store)
      try FolderExchange.refuseCutOff(data, store: store)
    }
  }

  @Test func `disks at a folder and below it are known`() {
    let text = """
      24 1 8:1 / / rw - ext4 /dev/sda1 rw
      30 24 8:2 / /var/lib/slipway rw - ext4 /dev/sdb rw
      31 30 8:3 / /var/lib/slipway/my\\040disk rw - ext4 /dev/sdc rw
      32 24 8:4 / /var/lib/slipway-other rw - ext4 /dev/sdd rw
      """
    #expect(MountPoints.below("/var/lib/slipway", mountinfo: text) == ["", "my disk"])
    #expect(MountPoints.below("/var/lib/slipway-other/x", mountinfo: text) == [])
  }
}
