import Foundation
import SlipwayCore
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayEngine

/// What is there, and what the row says, after each step of a backup threw or lost its power.
@Suite struct BackupActTests {
  private typealias Fault = FakeObjects.Fault
  private static let partial = ".partial"
  private static let object = ".tar.gz"
  private static let manifest = ".manifest.json"

  private func whole(_ run: BackupRun) -> [String] { [run.objectKey, ObjectKey.manifest(of: run.objectKey)] }

  @Test func `a backup is stored under its name, with what is known of it beside it`() async throws {
    try await BackupFixture.with { backups in
      let run = try await backups.queue()
      #expect(try await backups.attempt(run) == nil)
      let row = try await backups.row(run)
      #expect(row.status == .done && row.isStored && row.manifest?.size == FakeObjects.stream.count)
      #expect(backups.objects.keys == whole(run))
    }
  }

  /// Each step that can be refused, and how much it may leave: nothing.
  private static let steps = [
    ("rcat", partial), ("moveto", partial), ("rcat", manifest), ("lsjson", object), ("lsjson", "slipway"),
  ]
  private static let failures = steps.flatMap { verb, ending in
    [Fault(verb, ending, .refused), Fault(verb, ending, .unanswered)]
  }

  @Test(arguments: failures)
  func `a step that fails leaves no object, and the row says why`(fault: FakeObjects.Fault) async throws {
    try await BackupFixture.with { backups in
      let run = try await backups.queue()
      backups.objects.set(fault)
      #expect(try await backups.attempt(run) is JobRefusal)
      let row = try await backups.row(run)
      #expect(row.status == .error && !row.isStored && row.message?.contains("does not answer") == true, "\(row)")
      #expect(backups.objects.keys == [])
    }
  }

  /// Where the power goes, and how often the whole must be sent then.
  private static let cuts: [(Fault, Int)] = [
    (Fault("lsjson", "slipway", .powerBefore), 1), (Fault("rcat", partial, .powerBefore), 2),
    (Fault("rcat", partial, .powerAfter), 2), (Fault("moveto", partial, .powerBefore), 1),
    (Fault("moveto", partial, .powerAfter), 1), (Fault("lsjson", object, .powerBefore), 1),
    (Fault("rcat", manifest, .powerBefore), 1), (Fault("rcat", manifest, .powerAfter), 1),
  ]

  @Test(arguments: cuts)
  func `an attempt after a power cut goes on from what has come`(fault: FakeObjects.Fault, sent: Int) async throws {
    try await BackupFixture.with { backups in
      let run = try await backups.queue()
      backups.objects.set(fault)
      #expect(try await backups.attempt(run) is CancellationError)
      #expect(try await backups.row(run).status == .running)
      backups.objects.set(nil)
      #expect(try await backups.attempt(run) == nil)
      let row = try await backups.row(run)
      #expect(row.status == .done && row.isStored)
      #expect(backups.objects.keys == whole(run))
      #expect(backups.objects.verbs.filter { $0.hasPrefix("rcat") && $0.hasSuffix(Self.partial) }.count == sent)
    }
  }

  @Test(arguments: [Fault("rcat", manifest, .powerBefore), Fault("moveto", partial, .powerAfter)])
  func `a complete object is not thrown away by an attempt that fails later`(fault: FakeObjects.Fault) async throws {
    try await BackupFixture.with { backups in
      let run = try await backups.queue()
      backups.objects.set(fault)
      try await backups.attempt(run)
      backups.objects.set(Fault("lsjson", Self.object, .refused))
      try await backups.attempt(run)
      #expect(try await backups.row(run).status == .error)
      #expect(backups.objects.content(of: run.objectKey) == FakeObjects.stream)
    }
  }

  @Test func `an object of somebody else under the same name is left alone`() async throws {
    try await BackupFixture.with { backups in
      let run = try await backups.queue()
      backups.objects.put(run.objectKey, Data("another's".utf8))
      try await backups.attempt(run)
      let row = try await backups.row(run)
      #expect(row.status == .error && row.message?.contains("already") == true)
      #expect(backups.objects.content(of: run.objectKey) == Data("another's".utf8))
    }
  }

  @Test func `what runs that ended have left is removed, what others are at work on stays`() async throws {
    try await BackupFixture.with { backups in
      let (gone, atWork) = ("slipway/x.tar.gz.gone.partial", "slipway/y.tar.gz.atwork.partial")
      let other = BackupRun(
        id: ID("atwork"), organizationID: backups.plan.organizationID, kind: .backup, destinationID: nil, title: "",
        objectKey: "y", createdAt: Date())
      try await backups.store.write { try $0.backupRuns.insert(other) }
      for key in [gone, atWork, "slipway/of-somebody.txt"] { backups.objects.put(key, Data()) }
      let run = try await backups.queue()
      try await backups.attempt(run)
      #expect(Set(backups.objects.keys) == Set(whole(run) + [atWork, "slipway/of-somebody.txt"]))
      #expect(backups.objects.verbs.contains("backend slipway"))
    }
  }

  @Test func `a server that cannot list parts of uploads is no reason to fail`() async throws {
    try await BackupFixture.with { backups in
      backups.objects.set(Fault("backend", "slipway", .refused))
      let run = try await backups.stored()
      #expect(run.status == .done)
      #expect(try await backups.log(run).contains("cannot be looked for"))
    }
  }

  @Test func `no two backups claim one object`() async throws {
    try await BackupFixture.with { backups in
      let run = try await backups.stored()
      var other = BackupRun(
        organizationID: run.organizationID, kind: .backup, destinationID: run.destinationID, title: "",
        objectKey: run.objectKey, createdAt: run.createdAt)
      let taking = other
      await #expect(throws: SlipwayError.self) { try await backups.store.write { try $0.backupRuns.insert(taking) } }
      other.objectKey += "-other"
      let fixed = other
      try await backups.store.write { try $0.backupRuns.insert(fixed) }
    }
  }
}
